package org.mae4j.sweep.plan;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.config.value.ValueText;
import org.mae4j.sweep.space.SearchSpace;

/**
 * Reads the parameters of the first trials, such as <code>[{}, { model.maskRatio = 0.5 }]</code>. Searched keys that a
 * trial does not name have the values of the experiment.
 *
 * @param problems receives each problem in one line
 */
record EnqueuedReader(ExperimentConfig experiment, SearchSpace space, Consumer<String> problems) {

  /** Returns the parameters of each trial, by key. */
  List<SortedMap<String, String>> read(ConfigValue value) {
    List<SortedMap<String, String>> trials = new ArrayList<>();
    if (!(value instanceof ConfigList list)) {
      problems.accept("must be a list of groups of keys, is " + ValueText.shown(value));
      return trials;
    }
    for (ConfigValue trial : list) {
      if (trial instanceof ConfigObject group) {
        trials.add(trial(group));
      } else {
        problems.accept("must be a list of groups of keys, has " + ValueText.shown(trial));
      }
    }
    return trials;
  }

  private SortedMap<String, String> trial(ConfigObject group) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> all = ConfigRenderer.values(experiment);
    space.spaces().keySet().forEach(key -> Optional.ofNullable(all.get(key)).ifPresent(own -> values.put(key, own)));
    KnownKeys.of(ExperimentConfig.class)
        .values(group, "its value", (key, problem) -> problems.accept(key + ": " + problem))
        .forEach((key, value) -> text(key, value).ifPresent(text -> values.put(key, text)));
    values.replaceAll((key, value) -> space.spaces().get(key).canonical(value));
    return space.point(values);
  }

  private Optional<String> text(String key, ConfigValue value) {
    if (!space.spaces().containsKey(key)) {
      problems.accept(key + " is not searched; remove it, or add it to sweep.parameters");
      return Optional.empty();
    }
    ExperimentKey known = ExperimentKey.of(experiment, key);
    Optional<String> problem = known.problem(value);
    problem.ifPresent(text -> problems.accept(key + " " + text));
    return problem.isPresent() ? Optional.empty() : Optional.of(known.text(value));
  }
}
