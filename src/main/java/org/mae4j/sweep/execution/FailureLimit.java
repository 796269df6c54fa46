package org.mae4j.sweep.execution;

import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepConfig;
import org.mae4j.train.DivergedException;

/** Ends a sweep in which too many trials fail in a row. Trials are counted in the order of their numbers. */
final class FailureLimit {
  private final SweepConfig sweep;
  /** Number of trials that failed in a row. */
  private int failures;
  /** Whether a trial finished or was pruned, so that the space has good trials and the machine can run them. */
  private boolean succeeded;

  FailureLimit(SweepConfig sweep) {
    this.sweep = sweep;
  }

  /**
   * Counts a trial that ended.
   *
   * @throws RunFailedException if too many have failed
   */
  void require(Trial trial) {
    switch (trial.state()) {
      case FAILED -> failures += isOfMachine(trial) ? 1 : 0;
      case FINISHED, PRUNED -> {
        failures = 0;
        succeeded = true;
      }
      case STARTED, INVALID, REPEATED -> {
      }
    }
    if (failures >= sweep.failuresInRow(succeeded)) {
      throw new RunFailedException((failures == 1 ? "a trial failed" : failures + " trials failed in a row")
          + (succeeded ? "" : ", and none has succeeded") + "; the last failure: " + trial.note()
          + ". Fix the cause and resume with --retry-failed, or increase sweep.maxFailures and resume");
    }
  }

  /** Returns whether the failure may be the machine's; settings with which a training diverges say nothing about others. */
  static boolean isOfMachine(Trial trial) {
    return !DivergedException.isReason(trial.note());
  }
}
