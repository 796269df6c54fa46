package org.mae4j.experiment.run;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.record.log.MetricsLog;

/** Observes a run and can stop it. Its methods are called on the threads of the run. */
public interface RunListener {
  /** The listener of a run that is not part of a sweep: shows progress on the console and never stops the run. */
  RunListener NONE = new RunListener() {};

  /** Returns the number of runs that share the memory of this machine, including the observed one. */
  default int runs() {
    return 1;
  }

  /**
   * Receives the digests of the data before the run writes anything. An exception ends the run.
   *
   * @param digests SHA-256 of the images by the name of each split
   */
  default void dataRead(Map<String, String> digests) {}

  /** Starts the display of the progress of a task, as {@link Progress#start} does. */
  default Progress progress(String task, long total) {
    return Progress.start(task, total);
  }

  /**
   * Receives the clock of a training before it starts or resumes.
   *
   * @param cpuSeconds CPU time of the training so far in seconds, with its validation and the time before an
   *     interruption, without what that lost; NaN if it is not known
   */
  default void trainingStarted(DoubleSupplier cpuSeconds) {}

  /**
   * Receives a metric after it is recorded. The run waits until this method returns.
   *
   * @throws PrunedRunException if the run is to end
   * @throws StoppedException if the run is to stop and to be resumed later
   */
  default void recorded(MetricsLog.MetricRow metric) {}

  /**
   * Called after an epoch of a training was validated and all of its metrics were recorded. If the listener requests a stop
   * here, the training stops before the next step.
   *
   * @param stage key of the stage
   * @param epoch number of completed epochs, from 1
   */
  default void epochEnded(String stage, int epoch) {}

  /** Returns whether the run is to stop after the current step and to be resumed later. */
  default boolean stopRequested() {
    return false;
  }
}
