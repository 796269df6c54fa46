package org.mae4j.sweep.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.EnumNames;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.Repetitions;
import org.mae4j.sweep.plan.SweepConfig;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * The first line of a journal: the objective and everything that determines the trials and their objectives.
 *
 * @param version of the format
 * @param objective key of {@code results.json}
 * @param repeat number of runs of each trial, at least 1
 * @param settings values by key, as {@link SweepPlan#identity} has them; the metric that trials are pruned by is
 *     always named
 * @param others objectives beside the first
 */
public record JournalHeading(int version, String objective, Direction direction, int repeat,
    SortedMap<String, String> settings, @JsonInclude(Include.NON_EMPTY) List<SweepObjective> others)
    implements JournalLine {
  private static final int VERSION = 1;
  private static final String PRUNED_BY = "sweep.prune.by";

  /** @throws IllegalArgumentException if the version is unknown */
  public JournalHeading {
    others = List.copyOf(others);
    if (version != VERSION) {
      throw new IllegalArgumentException("the journal has version " + version + "; this program reads version "
          + VERSION);
    }
  }

  /** Returns the heading of the journal of {@code plan}. */
  public static JournalHeading of(SweepPlan plan) {
    SweepConfig sweep = plan.sweep();
    SortedMap<String, String> settings = plan.identity();
    PruningRule.of(plan).ifPresent(rule -> settings.put(PRUNED_BY, rule.by()));
    return new JournalHeading(VERSION, sweep.objective(), sweep.direction(), sweep.repeat(), settings,
        sweep.searched().subList(1, sweep.searched().size()));
  }

  /** Returns all objectives, at least one. */
  public List<SweepObjective> objectives() {
    return Stream.concat(Stream.of(new SweepObjective(objective, direction)), others.stream()).toList();
  }

  /** Returns how the runs of a trial become its scores; old journals have the mean. */
  public Repetitions repetitions() {
    Repetitions.Score score = EnumNames.of(Repetitions.Score.LOWER_BOUND).equals(settings.get(SweepPlan.SCORE))
        ? Repetitions.Score.LOWER_BOUND : Repetitions.Score.MEAN;
    return new Repetitions(repeat, score, objectives().stream().map(SweepObjective::direction).toList());
  }

  /** Returns the metric that trials are pruned by; empty if the sweep does not prune. */
  public String prunedBy() {
    return settings.getOrDefault(PRUNED_BY, "");
  }

  /** Returns {@code plan} for a resumed sweep: a journal without first trials, such as an old one, has none. */
  public SweepPlan resumed(SweepPlan plan) {
    return settings.containsKey(SweepPlan.ENQUEUE) ? plan : plan.withoutDefaultTrial();
  }

  /**
   * Returns one line for each setting of {@code now} that differs from this heading. A key that only one of the two
   * searches has a range in one and a value in the other.
   */
  public List<String> differences(JournalHeading now) {
    SortedMap<String, String> before = SweepLoader.recordedSettings().completed(settings, now.settings.keySet());
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.settings.keySet());
    // The line of the space says which value the key has in the sweep that does not search it.
    keys.removeIf(key -> keys.contains(SweepPlan.PARAMETERS + key)
        && settings.containsKey(key) != now.settings.containsKey(key));
    return keys.stream().filter(key -> !Objects.equals(before.get(key), now.settings.get(key)))
        .map(key -> key + ": was " + setting(before, key) + ", is " + setting(now.settings, key)).toList();
  }

  private static String setting(SortedMap<String, String> settings, String key) {
    if (settings.containsKey(key)) {
      return settings.get(key);
    }
    String fixed = key.startsWith(SweepPlan.PARAMETERS) ? key.substring(SweepPlan.PARAMETERS.length()) : "";
    return settings.containsKey(fixed) ? "not searched but " + settings.get(fixed) : "not set";
  }
}
