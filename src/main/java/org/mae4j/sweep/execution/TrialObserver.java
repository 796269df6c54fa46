package org.mae4j.sweep.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.SuccessiveHalving;

/** Observes one run of a trial: forwards its progress to the listeners, and prunes the trial. */
final class TrialObserver implements RunObserver {
  private static final long POLL_MILLIS = 200;

  private final SweepPlan plan;
  private final TrialRun run;
  private final Optional<PruningRule> pruning;
  private final Journal journal;
  private final List<SweepListener> listeners;
  private final BooleanSupplier stop;
  /** Created at the first figure, so that an invalid configuration fails as a run. */
  private Optional<ExperimentConfig> config = Optional.empty();
  private long waitedNanos;

  /** @param stop whether all trials are asked to stop */
  TrialObserver(SweepPlan plan, TrialRun run, Journal journal, List<SweepListener> listeners, BooleanSupplier stop) {
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
  public void recorded(MetricsLog.MetricRow metric) {
    String name = metric.name();
    int epoch = (int) metric.epoch();
    if (pruning.filter(rule -> rule.decides(name, epoch, config())).isEmpty()) {
      return;
    }
    try {
      double figure = journaled(epoch, metric.value());
      if (!isPromoted(new SuccessiveHalving(pruning.get().direction(), plan.sweep().prune().keep()), epoch)) {
        throw new PrunedRunException("pruned after epoch " + epoch + ": other trials are better than " + name + " "
            + figure, epoch, figure);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExperimentConfig config() {
    if (config.isEmpty()) {
      config = Optional.of(run.config(plan));
    }
    return config.get();
  }

  /** Returns the figure that counts: if a resumed run repeats an epoch, the figure that was recorded first. */
  private double journaled(int epoch, double value) throws IOException {
    for (TrialEvent event : journal.content().events()) {
      if (event instanceof TrialEvent.Measured measured && measured.trial() == run.trial()
          && measured.epoch() == epoch) {
        return measured.figure();
      }
    }
    journal.append(new TrialEvent.Measured(run.trial(), epoch, value));
    return value;
  }

  /** Waits until all trials of lower numbers have reached the epoch or ended. */
  private boolean isPromoted(SuccessiveHalving halving, int epoch) {
    long start = System.nanoTime();
    try {
      Optional<Boolean> decision = halving.promotes(journal.content().events(), run.trial(), epoch);
      while (decision.isEmpty()) {
        tell(1, "waiting for trials of lower numbers after epoch " + epoch);
        journal.await(POLL_MILLIS);
        if (stopRequested()) {
          throw new StoppedException();
        }
        decision = halving.promotes(journal.content().events(), run.trial(), epoch);
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
