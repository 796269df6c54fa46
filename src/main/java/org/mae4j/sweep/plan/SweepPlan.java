package org.mae4j.sweep.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.hocon.RecordBinder;
import org.mae4j.config.hocon.WrittenValues;
import org.mae4j.config.setting.WithoutEffect;
import org.mae4j.sweep.space.SearchSpace;

/**
 * A sweep as a file describes it.
 *
 * @param experiment what all candidates have in common
 * @param sweep how the search goes
 * @param parameters what differs between candidates, by key of the experiment
 */
public record SweepPlan(ExperimentConfig experiment, SweepConfig sweep, SearchSpace parameters) {
  private static final String ORIGIN = "parameters";

  /**
   * The experiment with some of its values replaced.
   *
   * @param values by key, each as {@code config.conf} has it
   * @throws ConfigFileException if they are out of range or do not fit together
   */
  public ExperimentConfig candidate(Map<String, String> values) {
    Problems problems = new Problems();
    WrittenValues written = new WrittenValues(List.of(tree(values).root()));
    Config base = ConfigFactory.parseString(ConfigRenderer.render(experiment));
    RecordBinder binder = new RecordBinder(written.over(base.root()).root(), written, true, problems);
    ExperimentConfig candidate = binder.bind(ExperimentConfig.class, ConfigLoader.defaults());
    problems.throwIfAny();
    return candidate;
  }

  private static Config tree(Map<String, String> values) {
    Config tree = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      tree = ConfigFactory.parseString("value = " + entry.getValue()).getValue("value")
          .withOrigin(ConfigOriginFactory.newSimple(ORIGIN)).atPath(entry.getKey()).withFallback(tree);
    }
    return tree;
  }

  /** All that decides which candidates there are and what they come to, by key: what a journal compares. */
  public SortedMap<String, String> identity() {
    SortedMap<String, String> all = new TreeMap<>(ConfigRenderer.values(experiment));
    all.keySet().removeAll(KnownKeys.of(ExperimentConfig.class).annotated(WithoutEffect.class));
    // A key with a condition has the experiment's value wherever that is not met.
    parameters.spaces().keySet().stream().filter(key -> !parameters.conditions().containsKey(key))
        .forEach(all::remove);
    SortedMap<String, String> search = ConfigRenderer.values(sweep);
    search.keySet().removeAll(KnownKeys.of(SweepConfig.class).annotated(WithoutEffect.class));
    search.forEach((key, text) -> all.put("sweep." + key, text));
    if (!sweep.prune().prunes()) {
      all.keySet().removeIf(key -> key.startsWith("sweep.prune."));
    }
    parameters.descriptions().forEach((key, description) -> all.put("sweep.parameters." + key, description));
    return all;
  }
}
