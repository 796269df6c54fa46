package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.mae4j.sweep.display.SweepSnapshot.TrialProgress;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.execution.SweepListener;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tracks the running trials of a sweep. Thread-safe. */
public final class SweepStatus implements SweepListener {
  private static final double NANOS = 1e9;

  private final SweepLimits limits;
  private final JournalHeading heading;
  private final Journal journal;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Integer, TrialProgress> running = new TreeMap<>();
  /** Start times of the running trials. */
  private final Map<Integer, Long> begun = new TreeMap<>();

  public SweepStatus(SweepPlan plan, JournalHeading heading, Journal journal, LongSupplier nanoTime) {
    this.limits = SweepLimits.of(plan);
    this.heading = heading;
    this.journal = journal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public synchronized void begun(int trial, SortedMap<String, String> parameters) {
    running.put(trial, new TrialProgress(0, ""));
    begun.put(trial, nanoTime.getAsLong());
  }

  @Override
  public synchronized void progress(int trial, double fraction, String details) {
    running.put(trial, new TrialProgress(fraction, details));
  }

  @Override
  public synchronized void ended(Trial trial) {
    running.remove(trial.number());
    begun.remove(trial.number());
  }

  public synchronized SweepSnapshot snapshot() {
    Ranking ranking = Ranking.of(heading, journal.content().events());
    long now = nanoTime.getAsLong();
    double[] taken = begun.values().stream().mapToDouble(since -> (now - since) / NANOS).toArray();
    Optional<Duration> left = limits.secondsLeft(ranking, taken).stream()
        .mapToObj(seconds -> Duration.ofMillis(Math.round(1e3 * seconds))).findFirst();
    return new SweepSnapshot(ranking, new TreeMap<>(running), limits.trials(), limits.fraction(ranking, taken),
        Duration.ofNanos(now - start), left);
  }
}
