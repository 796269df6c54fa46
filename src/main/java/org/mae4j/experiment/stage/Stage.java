package org.mae4j.experiment.stage;

import java.io.IOException;
import org.mae4j.experiment.run.Run;

/**
 * A part of an experiment. It finds what earlier parts made in the run's directory, so that it can be repeated alone,
 * and replaces what it left there before.
 */
public sealed interface Stage permits PretrainStage, EvaluateStage, ReconstructStage, ProbeStage, ClassifierStage {
  /** A word that names it in files: in {@code metrics.csv} the names of its rows start with it. */
  String key();

  /** What it does, as a heading. */
  String title();

  /**
   * Does it and puts the figures into the run's results. A stage that trains goes on from its checkpoint, if there is
   * one.
   *
   * @throws org.mae4j.engine.StoppedException if the run is asked to stop; nothing is lost
   */
  void run(Run run) throws IOException;
}
