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
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.Pruning;
import org.mae4j.sweep.pruning.SuccessiveHalving;

/** Follows one trial: hands on its progress, and gives its candidate up where others do better. */
final class TrialObserver implements RunObserver {
  private static final long POLL_MILLIS = 200;

  private final SweepPlan plan;
  private final TrialRun trial;
  private final Optional<Pruning> pruning;
  private final Journal journal;
  private final SweepListener watch;
  private final BooleanSupplier stop;
  /** Of the trial, from the first figure on: what makes no experiment fails as a run, not here. */
  private Optional<ExperimentConfig> config = Optional.empty();
  private long waitedNanos;

  /** @param stop whether all trials are to stop */
  TrialObserver(SweepPlan plan, TrialRun trial, Journal journal, SweepListener watch, BooleanSupplier stop) {
    this.plan = plan;
    this.trial = trial;
    this.pruning = Pruning.of(plan).filter(rule -> trial.repetition() == 1);
    this.journal = journal;
    this.watch = watch;
    this.stop = stop;
  }

  /** How long the trial has waited for others. */
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
    return new TrialProgress(watch, trial, task, total);
  }

  @Override
  public void recorded(MetricsLog.Row metric) {
    String name = metric.name();
    int epoch = (int) metric.epoch();
    if (pruning.filter(rule -> rule.decides(name, epoch, config())).isEmpty()) {
      return;
    }
    try {
      double figure = journaled(epoch, metric.value());
      SuccessiveHalving rungs = new SuccessiveHalving(pruning.get().direction(), plan.sweep().prune().keep());
      if (!goesOn(rungs, epoch)) {
        throw new PrunedRunException("given up after epoch " + epoch + ": others do better than " + name + " " + figure,
            epoch, figure);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExperimentConfig config() {
    if (config.isEmpty()) {
      config = Optional.of(trial.config(plan));
    }
    return config.get();
  }

  /** The figure that counts: of a trial that comes to an epoch again after an interruption, the first. */
  private double journaled(int epoch, double value) throws IOException {
    List<TrialEvent> events = journal.content().events();
    for (TrialEvent event : events) {
      if (event instanceof TrialEvent.Measured measured && measured.candidate() == trial.candidate()
          && measured.epoch() == epoch) {
        return measured.figure();
      }
    }
    journal.append(new TrialEvent.Measured(trial.candidate(), epoch, value));
    return value;
  }

  /** Waits until that is decided. */
  private boolean goesOn(SuccessiveHalving rungs, int epoch) {
    long start = System.nanoTime();
    try {
      Optional<Boolean> decision = decision(rungs, epoch);
      while (decision.isEmpty()) {
        watch.progress(trial, 1, "waits for lower numbers after epoch " + epoch);
        journal.await(POLL_MILLIS);
        if (stopRequested()) {
          throw new StoppedException();
        }
        decision = decision(rungs, epoch);
      }
      return decision.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } finally {
      waitedNanos += System.nanoTime() - start;
    }
  }

  private Optional<Boolean> decision(SuccessiveHalving rungs, int epoch) {
    return rungs.goesOn(journal.content().events(), trial.candidate(), epoch);
  }
}
