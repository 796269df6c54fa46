package org.mae4j.sweep.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.SuccessiveHalving;

/** Observes one run of a trial: forwards its progress to the listeners, and prunes the trial. */
final class TrialListener implements RunListener {
  private static final long POLL_MILLIS = 200;
  private static final double MINUTE_MILLIS = 60_000;

  private final SweepPlan plan;
  private final TrialRun run;
  private final Optional<PruningRule> pruning;
  private final Journal journal;
  private final List<SweepListener> listeners;
  private final BooleanSupplier stop;
  /** Created at the first metric, so that an invalid configuration fails as a run. */
  private Optional<ExperimentConfig> config = Optional.empty();
  private DoubleSupplier cpuSeconds = () -> Double.NaN;
  private long waitedNanos;

  /** @param stop whether all trials are asked to stop */
  TrialListener(SweepPlan plan, TrialRun run, Journal journal, List<SweepListener> listeners, BooleanSupplier stop) {
    this.plan = plan;
    this.run = run;
    this.pruning = PruningRule.of(plan).filter(rule -> run.repetition() == 1);
    this.journal = journal;
    this.listeners = listeners;
    this.stop = stop;
  }

  /** Returns the time in nanoseconds that the run has waited for other trials. */
  long waitedNanos() {
    return waitedNanos;
  }

  @Override
  public int runs() {
    return plan.sweep().parallel();
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  @Override
  public Progress progress(String task, long total) {
    return (done, details) -> tell((double) done / total, task + ", " + details);
  }

  private void tell(double fraction, String details) {
    listeners.forEach(listener -> listener.progress(run.trial(), fraction, details));
  }

  @Override
  public void trainingStarted(DoubleSupplier trainingCpuSeconds) {
    cpuSeconds = trainingCpuSeconds;
  }

  @Override
  public void recorded(MetricsLog.MetricRow metric) {
    int epoch = (int) metric.epoch();
    if (pruning.filter(rule -> rule.decides(metric.name(), epoch, config())).isEmpty()) {
      return;
    }
    SuccessiveHalving halving = new SuccessiveHalving(pruning.get().config(), pruning.get().direction());
    try {
      Optional<Measured> own = journaled(halving, new Measured(run.trial(), epoch, metric.value(), cpuMinutes()));
      if (own.isPresent() && !isPromoted(halving, own.get())) {
        double value = own.get().value();
        throw new PrunedRunException("pruned after epoch " + epoch + ": other trials are better than " + metric.name()
            + " " + value, epoch, value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the CPU minutes of the training, from whole milliseconds; 0 if epochs count. */
  private double cpuMinutes() {
    return pruning.orElseThrow().config().countsCpu() ? Math.round(cpuSeconds.getAsDouble() * 1e3) / MINUTE_MILLIS : 0;
  }

  private ExperimentConfig config() {
    if (config.isEmpty()) {
      config = Optional.of(run.config(plan));
    }
    return config.get();
  }

  /**
   * Returns the metric by which the trial is compared now; empty if it reaches no rung. If a resumed run repeats an
   * epoch, what was journaled first counts, so that the decision stays the same.
   */
  private Optional<Measured> journaled(SuccessiveHalving halving, Measured now) throws IOException {
    List<TrialEvent> before = journal.content().events();
    for (TrialEvent event : before) {
      if (event instanceof Measured measured && measured.trial() == now.trial() && measured.epoch() == now.epoch()) {
        return Optional.of(measured);
      }
    }
    if (!halving.reachesRung(now, before)) {
      return Optional.empty();
    }
    journal.append(now);
    return Optional.of(now);
  }

  /** Waits until all trials of lower numbers have reached the rung or cannot reach it any more. */
  private boolean isPromoted(SuccessiveHalving halving, Measured own) {
    long start = System.nanoTime();
    try {
      Optional<Boolean> decision = halving.promotes(journal.content().events(), own);
      while (decision.isEmpty()) {
        tell(1, "waiting for trials of lower numbers after epoch " + own.epoch());
        journal.await(POLL_MILLIS);
        if (stopRequested()) {
          throw new StoppedException();
        }
        decision = halving.promotes(journal.content().events(), own);
      }
      return decision.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } finally {
      waitedNanos += System.nanoTime() - start;
    }
  }
}
