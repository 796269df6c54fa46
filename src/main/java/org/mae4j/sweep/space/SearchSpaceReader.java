package org.mae4j.sweep.space;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.setting.WithoutEffect;

/**
 * Reads the spaces and conditions of all keys. A key with a problem is dropped together with the keys whose conditions
 * name it, so that no consequential problems are reported.
 */
public final class SearchSpaceReader {
  private final KnownKeys known = KnownKeys.of(ExperimentConfig.class);
  private final ExperimentConfig experiment;
  private final BiConsumer<String, String> problems;
  private final SortedMap<String, Space> spaces = new TreeMap<>();
  private final SortedMap<String, Condition> conditions = new TreeMap<>();

  /** @param problems receives each problem as a path below {@code sweep.parameters} and one line */
  public SearchSpaceReader(ExperimentConfig experiment, BiConsumer<String, String> problems) {
    this.experiment = experiment;
    this.problems = problems;
  }

  /** Returns the valid part of {@code parameters}. */
  public SearchSpace read(ConfigObject parameters) {
    SortedMap<String, ConfigValue> written = known.values(parameters, "its space", problems);
    written.forEach(this::readSpace);
    readConditions(written);
    dropDependents();
    for (List<String> cycle = cycle(); !cycle.isEmpty(); cycle = cycle()) {
      problems.accept(when(cycle.get(0)), "conditions form a cycle: " + String.join(" needs ", cycle) + " needs "
          + cycle.get(0));
      cycle.forEach(spaces::remove);
      dropDependents();
    }
    conditions.keySet().retainAll(spaces.keySet());
    SearchSpace space = new SearchSpace(spaces, conditions);
    SortedSet<String> never = new TreeSet<>(spaces.keySet());
    never.removeAll(new Combinations(space).varied());
    never.forEach(key -> problems.accept(when(key), "is never met: its values exclude each other"));
    return space;
  }

  private void readSpace(String key, ConfigValue value) {
    if (!isResolved(value)) {
      problems.accept(key, ConfigTree.notSet(value));
      return;
    }
    if (known.annotated(WithoutEffect.class).contains(key)) {
      problems.accept(key, "does not change the results; remove it");
    }
    new SpaceReader(ExperimentKey.of(experiment, key), problem -> problems.accept(key, problem)).read(value)
        .ifPresent(space -> spaces.put(key, space));
  }

  private static boolean isResolved(ConfigValue value) {
    try {
      value.unwrapped();
      return true;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }

  private void readConditions(SortedMap<String, ConfigValue> written) {
    Map<String, Space> valid = Map.copyOf(spaces);
    written.forEach((key, value) -> {
      if (isResolved(value) && value instanceof ConfigObject group && group.containsKey(SpaceReader.WHEN)) {
        new ConditionReader(key, written.keySet(), valid, experiment,
            (path, problem) -> problems.accept(when(key) + (path.isEmpty() ? "" : "." + path), problem))
            .read(group.get(SpaceReader.WHEN))
            .ifPresentOrElse(condition -> conditions.put(key, condition), () -> spaces.remove(key));
      }
    });
  }

  private void dropDependents() {
    List<String> dependents;
    do {
      dependents = spaces.keySet().stream().filter(key -> !spaces.keySet().containsAll(named(key))).toList();
      dependents.forEach(spaces::remove);
    } while (!dependents.isEmpty());
  }

  /** Returns keys each of whose conditions names the next key, and the last the first; empty if there is no cycle. */
  private List<String> cycle() {
    SortedSet<String> left = new TreeSet<>(spaces.keySet());
    new SearchSpace(spaces, conditions).order().forEach(left::remove);
    List<String> path = new ArrayList<>();
    Optional<String> next = left.stream().findFirst();
    while (next.isPresent() && !path.contains(next.get())) {
      path.add(next.get());
      next = named(next.get()).stream().filter(left::contains).findFirst();
    }
    return next.map(first -> path.subList(path.indexOf(first), path.size())).orElse(List.of());
  }

  private Set<String> named(String key) {
    return conditions.containsKey(key) ? conditions.get(key).values().keySet() : Set.of();
  }

  private static String when(String key) {
    return key + "." + SpaceReader.WHEN;
  }
}
