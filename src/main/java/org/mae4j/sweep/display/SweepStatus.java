package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.mae4j.sweep.display.SweepSnapshot.TrialProgress;
import org.mae4j.sweep.execution.StopCondition;
import org.mae4j.sweep.execution.SweepListener;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tracks the running trials of a sweep and estimates the remaining time. Thread-safe. */
public final class SweepStatus implements SweepListener {
  private static final double NANOS = 1e9;

  private final SweepPlan plan;
  private final StopCondition stopCondition;
  private final JournalHeading heading;
  private final Journal journal;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Integer, TrialProgress> running = new TreeMap<>();
  /** Start times of the running trials. */
  private final Map<Integer, Long> begun = new TreeMap<>();

  public SweepStatus(SweepPlan plan, JournalHeading heading, Journal journal, LongSupplier nanoTime) {
    this.plan = plan;
    this.stopCondition = new StopCondition(plan);
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
    OptionalInt max = stopCondition.maxTrials();
    Optional<Duration> left = secondsLeft(ranking, max).map(seconds -> Duration.ofMillis(Math.round(1e3 * seconds)));
    return new SweepSnapshot(ranking, new TreeMap<>(running), max, fraction(ranking, max),
        Duration.ofNanos(nanoTime.getAsLong() - start), left);
  }

  /** Returns the larger of the fractions of the trials and of the time. */
  private double fraction(Ranking ranking, OptionalInt max) {
    double trials = max.isEmpty() ? 0 : (double) ranking.ended() / max.getAsInt();
    return Math.min(1, Math.max(trials, stopCondition.timeFraction(spent(ranking))));
  }

  /** Assumes that each trial takes the mean duration of the trials that ran; at most the time limit. */
  private Optional<Double> secondsLeft(Ranking ranking, OptionalInt max) {
    double mean = ranking.meanSeconds().orElse(0);
    double work = max.isEmpty() || mean == 0 ? Double.POSITIVE_INFINITY
        : (Math.max(0, max.getAsInt() - ranking.ended() - running.size()) * mean
            + begun.values().stream().mapToDouble(since -> Math.max(0, mean - seconds(since))).sum())
            / plan.sweep().parallel();
    double time = Math.max(0, stopCondition.secondsLeft(spent(ranking)));
    return Optional.of(Math.min(time, work)).filter(Double::isFinite);
  }

  private double spent(Ranking ranking) {
    return ranking.seconds() + begun.values().stream().mapToDouble(this::seconds).sum();
  }

  private double seconds(long since) {
    return (nanoTime.getAsLong() - since) / NANOS;
  }
}
