package org.mae4j.sweep.space;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.value.ValueReader;
import org.mae4j.config.value.ValueText;

/** Reads the space of one key, such as <code>{ integer = [96, 256], step = 32 }</code>. */
final class SpaceReader {
  /** The key of a condition. */
  static final String WHEN = "when";
  /** The options of each kind of space. */
  private static final Map<String, Set<String>> KINDS = Map.of("choice", Set.of(), "boolean", Set.of(),
      "integer", Set.of("step"), "uniform", Set.of("points", "step"), "logUniform", Set.of("points", "step"));
  private static final String WANTED = "must be one of { choice = [A, B, …] }, { boolean = [false, true] }, "
      + "{ integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, { logUniform = [MIN, MAX] }";

  private final ExperimentKey key;
  private final SpaceChecks checks;

  /** @param problems receives each problem as one line */
  SpaceReader(ExperimentKey key, Consumer<String> problems) {
    this.key = key;
    this.checks = new SpaceChecks(key, problems);
  }

  /** Returns the space; empty if there are problems. */
  Optional<Space> read(ConfigValue value) {
    if (!(value instanceof ConfigObject group)) {
      checks.fail(WANTED + ", is " + ValueText.shown(value));
      return Optional.empty();
    }
    List<String> kinds = group.keySet().stream().filter(KINDS::containsKey).sorted().toList();
    if (kinds.size() != 1) {
      checks.fail(WANTED + ", has " + (group.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(group.keySet()))));
      return Optional.empty();
    }
    String kind = kinds.get(0);
    Set<String> known = new TreeSet<>(KINDS.get(kind));
    known.add(WHEN);
    group.keySet().stream().filter(name -> !name.equals(kind) && !known.contains(name)).sorted()
        .forEach(name -> checks.fail("unknown key '" + name + "'; " + kind + " accepts "
            + String.join(", ", known)));
    Optional<Space> space =
        group.get(kind) instanceof ConfigList list ? read(kind, list, group) : notAList(kind, group);
    return space.filter(read -> checks.valid());
  }

  private Optional<Space> notAList(String kind, ConfigObject group) {
    checks.fail(kind + " must be a list, is " + ValueText.shown(group.get(kind)));
    return Optional.empty();
  }

  private Optional<Space> read(String kind, ConfigList list, ConfigObject group) {
    return switch (kind) {
      case "choice" -> choice(list);
      case "boolean" -> bool(list);
      case "integer" -> new NumberSpaceReader(key, checks, kind, group).integers(list);
      default -> new NumberSpaceReader(key, checks, kind, group).reals(list);
    };
  }

  private Optional<Space> choice(ConfigList list) {
    list.forEach(checks::requireFitting);
    if (!checks.valid()) {
      return Optional.empty();
    }
    List<String> values = list.stream().map(key::text).toList();
    checks.require(values.size() >= 2, "choice must have at least 2 values, has " + values.size());
    Set<String> seen = new TreeSet<>();
    values.stream().filter(value -> !seen.add(value)).distinct()
        .forEach(value -> checks.fail("choice has a duplicate value: " + value));
    return Optional.of(new Space.Categorical(values));
  }

  private Optional<Space> bool(ConfigList list) {
    checks.requireType(key.type() == boolean.class, "boolean");
    Set<Object> values = list.stream().flatMap(value -> ValueReader.read(boolean.class, value).stream())
        .collect(Collectors.toSet());
    checks.require(list.size() == 2 && values.size() == 2, "boolean must be [false, true]");
    return Optional.of(new Space.Categorical(List.of("false", "true")));
  }
}
