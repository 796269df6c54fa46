package org.mae4j.sweep.space;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mae4j.config.hocon.ExperimentKey;
import org.mae4j.config.hocon.ValueReader;

/** Reads spaces of numbers between two bounds: {@code integer}, {@code uniform} and {@code logUniform}. */
final class NumberSpaceReader {
  private static final String POINTS = "points";
  private static final String STEP = "step";
  private static final String NUMBER = "a whole number of at least 1";
  private static final int MOST = 1_000_000;

  private final ExperimentKey key;
  private final SpaceChecks checks;
  private final String kind;
  private final ConfigObject group;

  /** @param group in which the bounds stand by {@code kind} */
  NumberSpaceReader(ExperimentKey key, SpaceChecks checks, String kind, ConfigObject group) {
    this.key = key;
    this.checks = checks;
    this.kind = kind;
    this.group = group;
  }

  /** The space; empty where there are problems, and so below. */
  Optional<Space> whole(ConfigList list) {
    Type type = key.type();
    checks.requireType(type == int.class || type == long.class || type == double.class, kind);
    List<Long> bounds = bounds(long.class, list).stream().map(Long.class::cast).toList();
    Optional<Long> step = beside(STEP, long.class, NUMBER).map(Long.class::cast);
    if (!checks.valid()) {
      return Optional.empty();
    }
    Space.Whole space = new Space.Whole(bounds.get(0), bounds.get(1), step.orElse(1L));
    long gap = space.max() - space.min(); // negative where it overflows, too
    requireValues(gap > 0 && gap >= space.step(), gap / space.step(), space.min() + " to " + space.max(), space.step());
    return Optional.of(space);
  }

  Optional<Space> continuum(ConfigList list) {
    checks.requireType(key.type() == double.class, kind);
    List<Double> bounds = bounds(double.class, list).stream().map(Double.class::cast).toList();
    Optional<Long> points = beside(POINTS, long.class, NUMBER).map(Long.class::cast);
    Optional<Double> step = beside(STEP, double.class, "a finite number above 0").map(Double.class::cast);
    if (!checks.valid()) {
      return Optional.empty();
    }
    boolean logarithmic = kind.equals("logUniform");
    checks.require(bounds.get(0) < bounds.get(1), kind + " must go from a lower to a higher number, is " + bounds);
    checks.require(!logarithmic || bounds.get(0) > 0, kind + " must lie above 0, is " + bounds);
    checks.require(points.isEmpty() || step.isEmpty(), "points and step cannot both say which values there are");
    if (!checks.valid()) {
      return Optional.empty();
    }
    Space.Continuum all = new Space.Continuum(bounds.get(0), bounds.get(1), logarithmic);
    return points.isPresent() ? points(all, points.get()) : step.isPresent() ? stepped(all, step.get())
        : Optional.of(all);
  }

  private Optional<Space> points(Space.Continuum all, long points) {
    checks.require(points >= 2 && points <= MOST, "points must lie in [2, " + MOST + "], is " + points);
    return different(() -> new Space.Points(all, (int) points));
  }

  private Optional<Space> stepped(Space.Continuum all, double step) {
    Space.Stepped space = new Space.Stepped(all, step);
    double steps = (all.max() - all.min()) / step; // rounded: what is counted below is exact
    requireValues(steps >= MOST || space.size() >= 2, steps, all.min() + " to " + all.max(), step);
    return different(() -> space);
  }

  private void requireValues(boolean two, double steps, String range, Number step) {
    checks.require(two, kind + " needs two values or more, from " + range + " in steps of " + step
        + " there are fewer");
    checks.require(steps < MOST, kind + " has more than " + MOST + " values");
  }

  /** Values may be so near to each other that their texts are equal. */
  private Optional<Space> different(Supplier<Space.Finite> finite) {
    if (!checks.valid()) {
      return Optional.empty();
    }
    Space.Finite space = finite.get();
    checks.require(space.stream().distinct().count() == space.size(), kind + " has values too near to be told apart");
    return Optional.of(space);
  }

  /** The two numbers, each checked against the key. */
  private List<?> bounds(Type type, ConfigList list) {
    List<?> bounds = list.stream().flatMap(value -> ValueReader.read(type, value).stream()).toList();
    checks.require(list.size() == 2 && bounds.size() == 2, kind + " must be [MIN, MAX], two "
        + (type == long.class ? "whole" : "finite") + " numbers, is " + ValueReader.shown(list));
    if (checks.valid()) {
      IntStream.range(0, 2).forEach(i -> checks.requireFitting(list.get(i)));
    }
    return bounds;
  }

  /** The number above 0 that stands by {@code name} beside the bounds; empty where none does. */
  private Optional<?> beside(String name, Type type, String wanted) {
    if (!group.containsKey(name)) {
      return Optional.empty();
    }
    Optional<?> number = ValueReader.read(type, group.get(name)).filter(n -> ((Number) n).doubleValue() > 0);
    checks.require(number.isPresent(), name + " must be " + wanted + ", is " + ValueReader.shown(group.get(name)));
    return number;
  }
}
