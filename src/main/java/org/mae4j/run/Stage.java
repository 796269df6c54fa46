package org.mae4j.run;

import java.io.IOException;
import java.util.Set;

/**
 * A part of an experiment. It finds what earlier parts made in the run's directory, so that it can be repeated alone,
 * and replaces what it left there before.
 */
public sealed interface Stage permits PretrainStage, EvaluateStage, ReconstructStage, ProbeStage, ClassifierStage {
  /** What it does, as a heading. */
  String title();

  /** First words of the names of its rows in {@code metrics.csv}. */
  Set<String> metrics();

  /** Does it and puts the figures into the run's results. */
  void run(Run run) throws IOException;
}
