package org.mae4j.sweep.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.key.EffectiveSettings;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.load.RecordBinder;
import org.mae4j.config.load.WrittenValues;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.sweep.space.SearchSpace;

/**
 * A sweep as its configuration file describes it.
 *
 * @param experiment settings that all trials share
 * @param space keys of the experiment whose values are sampled
 * @param enqueued parameters of the first trials, by key
 * @param isEnqueuedByDefault whether the file does not say which trials are the first
 * @param written {@code experiment} as {@link WrittenValues#of} returns it; made once, because each trial needs it
 */
public record SweepPlan(ExperimentConfig experiment, SweepConfig sweep, SearchSpace space,
    List<SortedMap<String, String>> enqueued, boolean isEnqueuedByDefault, ConfigObject written) {
  /** Prefix of the keys of the spaces. */
  public static final String PARAMETERS = "sweep.parameters.";
  /** Key of the parameters of the first trials. */
  public static final String ENQUEUE = "sweep.enqueue";
  /** Key of what counts of several runs. */
  public static final String SCORE = "sweep.score";
  private static final String ORIGIN = "parameters";

  public SweepPlan {
    enqueued = enqueued.stream().map(SweepPlan::unmodifiable).toList();
  }

  /** Returns the plan of an older version, which had no first trials by default. */
  public SweepPlan withoutDefaultTrial() {
    return isEnqueuedByDefault ? new SweepPlan(experiment, sweep, space, List.of(), true, written) : this;
  }

  /** Returns whether trials differ in a key. @param prefix what the key starts with */
  public boolean searches(String prefix) {
    return space.spaces().keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** Returns the number of different trials; infinite if a varied key has infinitely many values. */
  public double size() {
    return space.size() + enqueued.stream().filter(trial -> !space.outside(trial).isEmpty()).distinct().count();
  }

  private static SortedMap<String, String> unmodifiable(SortedMap<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /**
   * Returns the experiment with some of its values replaced.
   *
   * @param values by key, as {@code config.conf} has them
   * @throws ConfigFileException if the values are out of range or do not fit together
   */
  public ExperimentConfig trialConfig(Map<String, String> values) {
    Problems problems = new Problems(warning -> {}); // settings of other kinds are left out as expected
    ConfigObject tree = tree(values).root();
    ConfigObject merged =
        new WrittenValues(List.of(tree, written)).over(ConfigLoader.defaults(), problems).root();
    RecordBinder binder = new RecordBinder(merged, new WrittenValues(List.of(tree)), true, problems);
    ExperimentConfig config = binder.bind(ExperimentConfig.class, ConfigLoader.defaults());
    problems.throwIfAny();
    return config;
  }

  /**
   * Returns what distinguishes a trial from the experiment of the file.
   *
   * @param values by key, as {@code config.conf} has them
   * @return those that the experiment does not have
   */
  public SortedMap<String, String> changes(Map<String, String> values) {
    SortedMap<String, String> changes = new TreeMap<>(values);
    changes.entrySet().removeAll(ConfigRenderer.values(experiment).entrySet());
    return changes;
  }

  private static Config tree(Map<String, String> values) {
    Config tree = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      tree = ConfigFactory.parseString("value = " + entry.getValue()).getValue("value")
          .withOrigin(ConfigOriginFactory.newSimple(ORIGIN)).atPath(entry.getKey()).withFallback(tree);
    }
    return tree;
  }

  /** Returns all settings that determine the trials and their objectives, by key; journals are compared by them. */
  public SortedMap<String, String> identity() {
    SortedMap<String, String> all = EffectiveSettings.of(experiment);
    // Where the condition of a key is not met, trials have the experiment's value.
    space.spaces().keySet().stream().filter(key -> !space.conditions().containsKey(key)).forEach(all::remove);
    EffectiveSettings.of(sweep).forEach((key, text) -> all.put("sweep." + key, text));
    if (!sweep.prune().prunes()) {
      all.keySet().removeIf(key -> key.startsWith("sweep.prune."));
    }
    if (!sweep.generator().hasSurrogate()) {
      all.keySet().removeIf(key -> key.startsWith("sweep.surrogate."));
    }
    if (sweep.repeat() == 1) {
      all.remove(SCORE);
    }
    if (!enqueued.isEmpty()) {
      all.put(ENQUEUE, enqueued.toString());
    }
    if (sweep.objectives().isEmpty()) {
      all.remove("sweep.objectives");
    }
    space.descriptions().forEach((key, description) -> all.put(PARAMETERS + key, description));
    return all;
  }
}
