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
import org.mae4j.config.hocon.ExperimentKey;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.hocon.ValueReader;

/**
 * Reads the condition of one key, such as <code>{ model.positions = [learned] }</code>.
 *
 * @param key that has the condition
 * @param searched all keys that the sweep names
 * @param spaces of those that have a valid one
 * @param experiment whose keys they are
 * @param problems told each one in one line, with the path within the condition that it is about
 */
record ConditionReader(String key, Set<String> searched, Map<String, Space> spaces, ExperimentConfig experiment,
    BiConsumer<String, String> problems) {
  private static final String LIST = "its values as a list";

  /** The condition; empty where there are problems with it or with the spaces of the keys that it names. */
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
      return fail(named, "a key cannot decide on itself");
    } else if (!searched.contains(named)) {
      return fail(named, "must be a key that is searched");
    }
    return value instanceof ConfigList list && !list.isEmpty() ? values(named, list)
        : fail(named, "must be a list of values, is " + ValueReader.shown(value));
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
    return fail(named, "values that cannot be counted cannot be conditions: it needs step or points");
  }

  /** Those of the space, in its order. */
  private Optional<List<String>> values(String named, Space.Finite finite, List<String> wanted) {
    Set<String> distinct = new LinkedHashSet<>(wanted);
    List<String> found = finite.stream().filter(distinct::contains).toList();
    List<String> missing = distinct.stream().filter(text -> !found.contains(text)).toList();
    missing.forEach(text -> problems.accept(named, text + " does not occur in " + finite.description()));
    if (distinct.size() < wanted.size()) {
      return fail(named, "has a value twice: " + String.join(", ", wanted));
    }
    return missing.isEmpty() ? Optional.of(found) : Optional.empty();
  }

  /** As the space has it: a whole number has no fraction there, also where the key's type has. */
  private static String text(Space.Finite finite, ExperimentKey type, ConfigValue item) {
    Optional<?> whole = finite instanceof Space.Whole ? ValueReader.read(long.class, item) : Optional.empty();
    return whole.isPresent() ? whole.get().toString()
        : type.text(item);
  }

  private <T> Optional<T> fail(String named, String problem) {
    problems.accept(named, problem);
    return Optional.empty();
  }
}
