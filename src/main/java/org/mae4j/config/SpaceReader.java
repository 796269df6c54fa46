package org.mae4j.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the space of one key, such as <code>{ integer = [96, 256], step = 32 }</code>. */
final class SpaceReader {
  /** Each kind, and what may stand beside it. */
  private static final Map<String, Set<String>> KINDS = Map.of("choice", Set.of(), "boolean", Set.of(),
      "integer", Set.of("step"), "uniform", Set.of("points"), "logUniform", Set.of("points"));
  private static final String WANTED = "must be one of { choice = [A, B, …] }, { boolean = [false, true] }, "
      + "{ integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, { logUniform = [MIN, MAX] }";
  private static final int MOST = 1_000_000;

  private final ExperimentKey key;
  private final Consumer<String> problems;
  private boolean valid = true;

  /** @param problems told each one in one line */
  SpaceReader(ExperimentKey key, Consumer<String> problems) {
    this.key = key;
    this.problems = problems;
  }

  /** The space; empty where there are problems. */
  Optional<Space> read(ConfigValue value) {
    if (!(value instanceof ConfigObject group)) {
      fail(WANTED + ", is " + ValueReader.shown(value));
      return Optional.empty();
    }
    List<String> kinds = group.keySet().stream().filter(KINDS::containsKey).sorted().toList();
    if (kinds.size() != 1) {
      fail(WANTED + ", has " + (group.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(group.keySet()))));
      return Optional.empty();
    }
    String kind = kinds.get(0);
    group.keySet().stream().filter(name -> !name.equals(kind) && !KINDS.get(kind).contains(name)).sorted()
        .forEach(name -> fail("unknown key '" + name + "' beside " + kind
            + KINDS.get(kind).stream().map(known -> ", did you mean '" + known + "'?").collect(Collectors.joining())));
    Optional<Space> space = group.get(kind) instanceof ConfigList list ? read(kind, list, group) : noList(kind, group);
    return space.filter(read -> valid);
  }

  private Optional<Space> noList(String kind, ConfigObject group) {
    fail(kind + " must be a list, is " + ValueReader.shown(group.get(kind)));
    return Optional.empty();
  }

  private Optional<Space> read(String kind, ConfigList list, ConfigObject group) {
    return switch (kind) {
      case "choice" -> choice(list);
      case "boolean" -> truth(list);
      case "integer" -> whole(list, group);
      default -> continuum(kind, list, group);
    };
  }

  private Optional<Space> choice(ConfigList list) {
    list.forEach(this::requireFitting);
    if (!valid) {
      return Optional.empty();
    }
    List<String> values = list.stream()
        .map(value -> ConfigRenderer.text(ValueReader.read(key.type(), value).orElseThrow())).toList();
    require(values.size() >= 2, "choice needs two values or more, has " + values.size());
    Set<String> seen = new TreeSet<>();
    values.stream().filter(value -> !seen.add(value)).distinct()
        .forEach(twice -> fail("choice has " + twice + " twice"));
    return Optional.of(new Space.Choice(values));
  }

  private Optional<Space> truth(ConfigList list) {
    require(key.type() == boolean.class, "boolean does not fit: the key " + wanted());
    Set<Object> values = list.stream().flatMap(value -> ValueReader.read(boolean.class, value).stream())
        .collect(Collectors.toSet());
    require(list.size() == 2 && values.size() == 2, "boolean must be [false, true]");
    return Optional.of(new Space.Choice(List.of("false", "true")));
  }

  private Optional<Space> whole(ConfigList list, ConfigObject group) {
    Type type = key.type();
    require(type == int.class || type == long.class || type == double.class,
        "integer does not fit: the key " + wanted());
    List<Long> bounds = bounds("integer", long.class, list).stream().map(Long.class::cast).toList();
    long step = positive(group, "step", 1);
    if (!valid) {
      return Optional.empty();
    }
    long min = bounds.get(0);
    long max = bounds.get(1);
    long gap = max - min; // negative where it overflows, too
    require(gap > 0 && gap >= step, "integer needs two values or more, from " + min + " to " + max + " in steps of "
        + step + " there are fewer");
    require(gap / step < MOST, "integer has more than " + MOST + " values");
    return valid ? Optional.of(new Space.Whole(min, max, step)) : Optional.empty();
  }

  private Optional<Space> continuum(String kind, ConfigList list, ConfigObject group) {
    require(key.type() == double.class, kind + " does not fit: the key " + wanted());
    List<Double> bounds = bounds(kind, double.class, list).stream().map(Double.class::cast).toList();
    long points = positive(group, "points", 0);
    if (!valid) {
      return Optional.empty();
    }
    boolean logarithmic = kind.equals("logUniform");
    require(bounds.get(0) < bounds.get(1), kind + " must go from a lower to a higher number, is " + bounds);
    require(!logarithmic || bounds.get(0) > 0, kind + " must lie above 0, is " + bounds);
    require(!group.containsKey("points") || points >= 2 && points <= MOST, "points must lie in [2, " + MOST + "], is "
        + points);
    Space.Continuum all = new Space.Continuum(bounds.get(0), bounds.get(1), logarithmic);
    return Optional.of(group.containsKey("points") ? new Space.Points(all, (int) points) : all);
  }

  /** The two numbers, each checked against the key. */
  private List<?> bounds(String kind, Type type, ConfigList list) {
    List<?> bounds = list.stream().flatMap(value -> ValueReader.read(type, value).stream()).toList();
    require(list.size() == 2 && bounds.size() == 2, kind + " must be [MIN, MAX], two "
        + (type == long.class ? "whole" : "finite") + " numbers, is " + ValueReader.shown(list));
    if (valid) {
      IntStream.range(0, 2).forEach(i -> requireFitting(list.get(i)));
    }
    return bounds;
  }

  private long positive(ConfigObject group, String name, long byDefault) {
    if (!group.containsKey(name)) {
      return byDefault;
    }
    Optional<Long> number = ValueReader.read(long.class, group.get(name)).map(Long.class::cast);
    require(number.filter(n -> n > 0).isPresent(), name + " must be a whole number of at least 1, is "
        + ValueReader.shown(group.get(name)));
    return number.orElse(byDefault);
  }

  private void requireFitting(ConfigValue value) {
    key.problem(value).ifPresent(this::fail);
  }

  private String wanted() {
    return "must be " + ValueReader.wanted(key.type());
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      fail(message);
    }
  }

  private void fail(String message) {
    valid = false;
    problems.accept(message);
  }
}
