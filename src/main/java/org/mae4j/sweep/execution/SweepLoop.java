package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.StopSignals;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.generator.TrialGenerator;
import org.mae4j.sweep.generator.TrialOutcome;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Runs the trials of a sweep, some of them in parallel. Trials that the journal already has are replayed to the
 * generator, so that a resumed sweep continues like an uninterrupted one. Everything that depends on how trials end is
 * decided in the order of their numbers, so that the result does not depend on the number of parallel trials.
 */
public final class SweepLoop {
  private final SweepPlan plan;
  private final Journal journal;
  private final TrialEvaluator evaluator;
  private final List<SweepListener> listeners;
  private final TrialGenerator generator;
  private final SweepLimits limits;
  private final SampledTrials sampled;
  /** Trials that ended, by number. */
  private final Map<Integer, Trial> ended = new HashMap<>();
  /** Number of the last trial up to which all trials ended and were reported to the generator. */
  private int settled;
  private final FailureLimit failures;

  public SweepLoop(SweepPlan plan, Journal journal, TrialEvaluator evaluator, List<SweepListener> listeners) {
    this.plan = plan;
    this.journal = journal;
    this.evaluator = evaluator;
    this.listeners = List.copyOf(listeners);
    this.generator = new TrialGenerator(plan);
    this.sampled = new SampledTrials(generator, plan.size());
    this.limits = SweepLimits.of(plan);
    this.failures = new FailureLimit(plan.sweep());
  }

  /**
   * Runs until the sweep is complete.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws RunFailedException if too many trials failed in a row
   * @throws UserException if the journal has trials of another sweep
   */
  public void run() throws IOException {
    try (StopSignals signals = StopSignals.listen(); TrialThreads threads = new TrialThreads(plan, signals)) {
      while (true) {
        while (threads.free() && mayStart(threads)) {
          signals.requireNone();
          startNext(threads);
        }
        if (threads.idle()) {
          return;
        }
        end(threads.take(), true);
      }
    }
  }

  /** Makes {@link #run} continue the trials that failed. Diverged ones, which would diverge again, stay as they are. */
  public void retryFailed() throws IOException {
    for (Trial trial : Trial.all(journal.content().events(), plan.sweep().repetitions())) {
      if (trial.state() == Trial.TrialState.FAILED && FailureLimit.isOfMachine(trial)) {
        journal.append(new TrialEvent.Retried(trial.number()));
      }
    }
  }

  private boolean mayStart(TrialThreads threads) {
    int next = sampled.count() + 1;
    return sampled.mayHaveMore() && generator.ready() && limits.allow(sampled.distinct())
        && (recorded(next).isPresent() || limits.timeLeft(seconds(threads)) > 0);
  }

  /** Returns, after {@link #run}, a sentence if no other parameters were left to try; empty if a limit ended the sweep. */
  public Optional<String> exhaustion() {
    return sampled.exhaustion();
  }

  private double seconds(TrialThreads threads) {
    return ended.values().stream().mapToDouble(Trial::seconds).sum() + threads.seconds();
  }

  /** Samples the next trial, and starts it unless it has ended. */
  private void startNext(TrialThreads threads) throws IOException {
    Optional<SortedMap<String, String>> next = sampled.next();
    if (next.isEmpty()) {
      return;
    }
    SortedMap<String, String> parameters = next.get();
    int number = sampled.count();
    Optional<Trial> before = recorded(number);
    if (before.isPresent()) {
      requireSame(before.get(), parameters);
    } else {
      journal.append(firstEvent(number, parameters));
    }
    Trial trial = recorded(number).orElseThrow();
    if (trial.ended()) {
      end(trial, before.isEmpty());
    } else {
      listeners.forEach(listener -> listener.begun(number, parameters));
      threads.start(new TrialTask(plan, number, parameters, journal, evaluator, listeners, threads::stopRequested));
    }
  }

  private TrialEvent firstEvent(int number, SortedMap<String, String> parameters) {
    int original = sampled.original(parameters);
    if (original != number) {
      return new TrialEvent.Repeated(number, original, parameters);
    }
    return SweepChecks.problem(plan, parameters)
        .<TrialEvent>map(problem -> new TrialEvent.Invalid(number, problem, parameters))
        .orElseGet(() -> new TrialEvent.Started(number, 1, parameters));
  }

  /** @param isNew whether the trial ended in this process */
  private void end(Trial trial, boolean isNew) throws IOException {
    ended.put(trial.number(), trial);
    if (isNew) {
      for (SweepListener listener : listeners) {
        listener.ended(trial);
      }
    }
    while (ended.containsKey(settled + 1)) {
      settled++;
      settle(ended.get(settled));
    }
  }

  /** Reports a trial to the generator, and fails if too many trials have failed in a row. */
  private void settle(Trial trial) {
    // A repeated trial has the objective of the trial that it repeats.
    Trial original = ended.get(sampled.original(trial.parameters()));
    generator.report(trial.number(), TrialOutcome.of(plan, original, journal.content().events()));
    failures.require(trial);
  }

  private static void requireSame(Trial recorded, SortedMap<String, String> parameters) {
    if (!recorded.parameters().equals(parameters)) {
      throw new UserException("the journal belongs to another sweep: trial " + recorded.number() + " has "
          + recorded.parameters() + " in the journal, but the generator gives " + parameters);
    }
  }

  private Optional<Trial> recorded(int number) {
    return journal.trial(number, plan.sweep().repetitions());
  }
}
