package org.mae4j.sweep.space;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.value.ValueReader;
import org.mae4j.config.value.ValueText;

/** Reads numeric ranges: {@code integer}, {@code uniform} and {@code logUniform}. */
final class NumberSpaceReader {
  private static final String POINTS = "points";
  private static final String STEP = "step";
  private static final String NUMBER = "an integer of at least 1";
  private static final int MAX_VALUES = 1_000_000;

  private final ExperimentKey key;
  private final SpaceChecks checks;
  private final String kind;
  private final ConfigObject group;

  /** @param group that has the bounds under the key {@code kind} */
  NumberSpaceReader(ExperimentKey key, SpaceChecks checks, String kind, ConfigObject group) {
    this.key = key;
    this.checks = checks;
    this.kind = kind;
    this.group = group;
  }

  /** Returns the range; empty if there are problems. */
  Optional<Space> integers(ConfigList list) {
    Type type = key.type();
    checks.requireType(type == int.class || type == long.class || type == double.class, kind);
    List<Long> bounds = bounds(long.class, list).stream().map(Long.class::cast).toList();
    Optional<Long> step = option(STEP, long.class, NUMBER).map(Long.class::cast);
    if (!checks.valid()) {
      return Optional.empty();
    }
    FiniteNumbers.IntegerRange space = new FiniteNumbers.IntegerRange(bounds.get(0), bounds.get(1), step.orElse(1L));
    long gap = space.max() - space.min(); // negative on overflow
    requireValues(gap > 0 && gap >= space.step(), gap / space.step(), space.min() + " to " + space.max(), space.step());
    return Optional.of(space);
  }

  /** Returns the range; empty if there are problems. */
  Optional<Space> reals(ConfigList list) {
    checks.requireType(key.type() == double.class, kind);
    List<Double> bounds = bounds(double.class, list).stream().map(Double.class::cast).toList();
    Optional<Long> points = option(POINTS, long.class, NUMBER).map(Long.class::cast);
    Optional<Double> step = option(STEP, double.class, "a finite number above 0").map(Double.class::cast);
    if (!checks.valid()) {
      return Optional.empty();
    }
    boolean logarithmic = kind.equals("logUniform");
    checks.require(bounds.get(0) < bounds.get(1), kind + " must be [MIN, MAX] with MIN < MAX, is " + bounds);
    checks.require(!logarithmic || bounds.get(0) > 0, kind + " must have bounds above 0, is " + bounds);
    checks.require(points.isEmpty() || step.isEmpty(), "points and step exclude each other");
    if (!checks.valid()) {
      return Optional.empty();
    }
    Space.RealRange all = new Space.RealRange(bounds.get(0), bounds.get(1), logarithmic);
    return points.isPresent() ? points(all, points.get()) : step.isPresent() ? stepped(all, step.get())
        : Optional.of(all);
  }

  private Optional<Space> points(Space.RealRange all, long points) {
    checks.require(points >= 2 && points <= MAX_VALUES, "points must lie in [2, " + MAX_VALUES + "], is " + points);
    return distinct(() -> new FiniteNumbers.Points(all, (int) points));
  }

  private Optional<Space> stepped(Space.RealRange all, double step) {
    FiniteNumbers.Stepped space = new FiniteNumbers.Stepped(all, step);
    double steps = (all.max() - all.min()) / step; // rounded; size() is exact
    requireValues(steps >= MAX_VALUES || space.size() >= 2, steps, all.min() + " to " + all.max(), step);
    return distinct(() -> space);
  }

  private void requireValues(boolean two, double steps, String range, Number step) {
    checks.require(two, kind + " must have at least 2 values; " + range + " in steps of " + step + " has fewer");
    checks.require(steps < MAX_VALUES, kind + " must have at most " + MAX_VALUES + " values");
  }

  /** Checks that the texts of all values differ: values may be too close for their six digits. */
  private Optional<Space> distinct(Supplier<Space.Finite> finite) {
    if (!checks.valid()) {
      return Optional.empty();
    }
    Space.Finite space = finite.get();
    checks.require(space.stream().distinct().count() == space.size(),
        kind + " has values that are equal after rounding; use fewer of them");
    return Optional.of(space);
  }

  /** Reads the two bounds and checks that the key accepts them. */
  private List<?> bounds(Type type, ConfigList list) {
    List<?> bounds = list.stream().flatMap(value -> ValueReader.read(type, value).stream()).toList();
    checks.require(list.size() == 2 && bounds.size() == 2, kind + " must be [MIN, MAX], two "
        + (type == long.class ? "integers" : "finite numbers") + ", is " + ValueText.shown(list));
    if (checks.valid()) {
      IntStream.range(0, 2).forEach(i -> checks.requireFitting(list.get(i)));
    }
    return bounds;
  }

  /** Reads a positive number with the key {@code name}; empty if absent or invalid. */
  private Optional<?> option(String name, Type type, String wanted) {
    if (!group.containsKey(name)) {
      return Optional.empty();
    }
    Optional<?> number = ValueReader.read(type, group.get(name)).filter(n -> ((Number) n).doubleValue() > 0);
    checks.require(number.isPresent(), name + " must be " + wanted + ", is " + ValueText.shown(group.get(name)));
    return number;
  }
}
