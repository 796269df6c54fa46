package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.mae4j.sweep.display.SweepSnapshot.Running;
import org.mae4j.sweep.execution.StopCondition;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Keeps what a sweep is doing, for all threads. */
public final class SweepStatus {
  private static final double NANOS = 1e9;

  private final SweepPlan plan;
  private final StopCondition limits;
  private final JournalHeading heading;
  private final Journal journal;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Integer, Running> running = new TreeMap<>();
  /** When each of those under way began. */
  private final Map<Integer, Long> begun = new TreeMap<>();

  public SweepStatus(SweepPlan plan, JournalHeading heading, Journal journal, LongSupplier nanoTime) {
    this.plan = plan;
    this.limits = new StopCondition(plan);
    this.heading = heading;
    this.journal = journal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  public synchronized void begun(int candidate) {
    running.put(candidate, new Running(0, ""));
    begun.put(candidate, nanoTime.getAsLong());
  }

  public synchronized void progress(int candidate, double share, String details) {
    running.put(candidate, new Running(share, details));
  }

  public synchronized void ended(int candidate) {
    running.remove(candidate);
    begun.remove(candidate);
  }

  public synchronized SweepSnapshot snapshot() {
    Ranking ranking = Ranking.of(heading, journal.content().events());
    OptionalInt total = limits.total();
    Optional<Duration> left = left(ranking, total).map(seconds -> Duration.ofMillis(Math.round(1e3 * seconds)));
    return new SweepSnapshot(ranking, Collections.unmodifiableSortedMap(new TreeMap<>(running)), total,
        share(ranking, total), Duration.ofNanos(nanoTime.getAsLong() - start), left);
  }

  /** The larger of the shares of candidates and of time. */
  private double share(Ranking ranking, OptionalInt total) {
    double candidates = total.isEmpty() ? 0 : (double) ranking.ended() / total.getAsInt();
    return Math.min(1, Math.max(candidates, limits.shareOfTime(spent(ranking))));
  }

  /** Seconds, if those to come take as long as those that ran; no more than the time that there is. */
  private Optional<Double> left(Ranking ranking, OptionalInt total) {
    double mean = ranking.standings().stream().filter(Trial::ended).mapToDouble(Trial::seconds)
        .filter(seconds -> seconds > 0).average().orElse(0);
    double work = total.isEmpty() || mean == 0 ? Double.POSITIVE_INFINITY
        : (Math.max(0, total.getAsInt() - ranking.ended() - running.size()) * mean
            + begun.values().stream().mapToDouble(since -> Math.max(0, mean - seconds(since))).sum())
            / plan.sweep().parallel();
    double time = Math.max(0, limits.secondsLeft(spent(ranking)));
    return Optional.of(Math.min(time, work)).filter(Double::isFinite);
  }

  private double spent(Ranking ranking) {
    return ranking.standings().stream().mapToDouble(Trial::seconds).sum()
        + begun.values().stream().mapToDouble(this::seconds).sum();
  }

  private double seconds(long since) {
    return (nanoTime.getAsLong() - since) / NANOS;
  }
}
