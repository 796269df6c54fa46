package org.mae4j.sweep.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mae4j.base.Direction;
import org.mae4j.sweep.plan.SweepConfig;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.Pruning;

/**
 * The first line of a journal: what is searched for, and where.
 *
 * @param repeat runs of each candidate
 * @param settings all that decides which candidates there are and what they come to, by key
 */
public record JournalHeading(String objective, Direction direction, int repeat, SortedMap<String, String> settings) {
  private static final String PRUNED_BY = "sweep.prune.by";

  public static JournalHeading of(SweepPlan plan) {
    SweepConfig sweep = plan.sweep();
    SortedMap<String, String> settings = plan.identity();
    Pruning.of(plan).ifPresent(pruning -> settings.put(PRUNED_BY, pruning.by()));
    return new JournalHeading(sweep.objective(), sweep.direction(), sweep.repeat(), settings);
  }

  /** The figure by which candidates are given up; empty where none are. */
  public String prunedBy() {
    return settings.getOrDefault(PRUNED_BY, "");
  }

  /** Whether {@code one} is better than {@code other}. */
  public boolean isBetter(double one, double other) {
    return direction == Direction.MAXIMIZE ? one > other : one < other;
  }

  /** What {@code now} has otherwise, a line a key; none if it is the same. */
  public List<String> differences(JournalHeading now) {
    SortedMap<String, String> recorded = SweepLoader.recordedSettings().completed(settings, now.settings.keySet());
    SortedSet<String> keys = new TreeSet<>(recorded.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      String before = recorded.getOrDefault(key, "not there");
      String after = now.settings.getOrDefault(key, "not there");
      if (!before.equals(after)) {
        lines.add(key + ": was " + before + ", is " + after);
      }
    }
    return lines;
  }
}
