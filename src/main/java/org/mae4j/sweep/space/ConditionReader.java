package org.mae4j.sweep.space;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ValueReader;
import org.mae4j.config.value.ValueText;

/**
 * Reads the condition of one key, such as <code>{ model.positions = [learned] }</code>.
 *
 * @param key that has the condition
 * @param searched all keys that the sweep searches
 * @param spaces valid spaces by key
 * @param problems receives each problem as a path within the condition and one line
 */
record ConditionReader(String key, Set<String> searched, Map<String, Space> spaces, ExperimentConfig experiment,
    BiConsumer<String, String> problems) {
  private static final String LIST = "its values as a list";

  /** Returns the condition; empty if it, or the space of a key that it names, has a problem. */
  Optional<Condition> read(ConfigValue value) {
    if (!(value instanceof ConfigObject group) || group.isEmpty()) {
      problems.accept("", "must be a group of searched keys, each with " + LIST);
      return Optional.empty();
    }
    boolean[] valid = {true};
    SortedMap<String, ConfigValue> lists = KnownKeys.of(ExperimentConfig.class).values(group, LIST, (path, problem) -> {
      valid[0] = false;
      problems.accept(path, problem);
    });
    SortedMap<String, List<String>> values = new TreeMap<>();
    lists.forEach((named, list) -> values(named, list).ifPresent(known -> values.put(named, known)));
    return Optional.of(new Condition(values)).filter(read -> valid[0] && values.size() == lists.size());
  }

  private Optional<List<String>> values(String named, ConfigValue value) {
    if (named.equals(key)) {
      return fail(named, "a key cannot be a condition of itself");
    } else if (!searched.contains(named)) {
      return fail(named, "must be a searched key");
    }
    return value instanceof ConfigList list && !list.isEmpty() ? values(named, list)
        : fail(named, "must be a list of values, is " + ValueText.shown(value));
  }

  private Optional<List<String>> values(String named, ConfigList list) {
    ExperimentKey type = ExperimentKey.of(experiment, named);
    List<String> unfit = list.stream().flatMap(item -> type.problem(item).stream()).toList();
    unfit.forEach(problem -> problems.accept(named, problem));
    if (!unfit.isEmpty() || !spaces.containsKey(named)) {
      return Optional.empty();
    }
    if (spaces.get(named) instanceof Space.Finite finite) {
      return values(named, finite, list.stream().map(item -> text(finite, type, item)).toList());
    }
    return fail(named, "has infinitely many values and cannot be a condition; add step or points to its space");
  }

  /** Returns the wanted values in the order of the space. */
  private Optional<List<String>> values(String named, Space.Finite finite, List<String> wanted) {
    Set<String> distinct = new LinkedHashSet<>(wanted);
    List<String> found = finite.stream().filter(distinct::contains).toList();
    List<String> missing = distinct.stream().filter(text -> !found.contains(text)).toList();
    missing.forEach(text -> problems.accept(named, text + " is not a value of " + finite.description()));
    if (distinct.size() < wanted.size()) {
      return fail(named, "has duplicate values: " + String.join(", ", wanted));
    }
    return missing.isEmpty() ? Optional.of(found) : Optional.empty();
  }

  /** Returns a value as the space writes it: an integer range has no fractions, even for a key of type double. */
  private static String text(Space.Finite finite, ExperimentKey type, ConfigValue item) {
    Optional<?> whole =
        finite instanceof FiniteNumbers.IntegerRange ? ValueReader.read(long.class, item) : Optional.empty();
    return whole.isPresent() ? whole.get().toString()
        : type.text(item);
  }

  private <T> Optional<T> fail(String named, String problem) {
    problems.accept(named, problem);
    return Optional.empty();
  }
}
