package org.mae4j.experiment.run;

import java.util.Map;
import org.mae4j.experiment.progress.Progress;

/** Whoever has a run done: is told how it comes on, and may end it. Called on the threads of the run. */
public interface RunObserver {
  /** Of a run by itself: its progress is shown on the console, and nothing but a signal ends it. */
  RunObserver NONE = new RunObserver() {};

  /** Runs that share this machine's memory, the supervised one among them. */
  default int runs() {
    return 1;
  }

  /**
   * Is told the SHA-256 of the images by the name of each split, before anything is done with them or left behind; may
   * refuse them by an exception.
   */
  default void read(Map<String, String> digests) {}

  /** Shows how far a task of the run has come, as {@link Progress#start} does. */
  default Progress progress(String task, long total) {
    return Progress.start(task, total);
  }

  /**
   * Is told a figure that a training measures on validation, before the training goes on. May take its time.
   *
   * @param name as in {@code metrics.csv}
   * @param epoch epochs completed, from 1
   * @throws PrunedRunException if the run is not to go on
   * @throws org.mae4j.engine.StoppedException if the run is to stop meanwhile, to be resumed later
   */
  default void measured(String name, int epoch, double value) {}

  /** Whether the run is to stop where nothing is lost, as after a signal. */
  default boolean stopRequested() {
    return false;
  }
}
