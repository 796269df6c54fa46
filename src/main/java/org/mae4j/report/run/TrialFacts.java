package org.mae4j.report.run;

import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.report.block.Page.Fact;

/** Collects what a sweep is: the data and the model of its best trial, and the date and the command of its first one. */
public final class TrialFacts {
  private TrialFacts() {}

  /**
   * Returns the facts that are known.
   *
   * @param config of the best trial
   * @param best commands of the best trial
   * @param first commands of the first trial
   */
  public static List<Fact> of(ExperimentConfig config, List<RecordedCommand> best, List<RecordedCommand> first) {
    ModelSummary summary = ModelSummary.pretraining(config.model(), PatchGrid.of(config),
        config.pretrain().batch().microBatch());
    return new RunFacts(config, new CommandHistory(best), summary)
        .ofSweep(new CommandHistory(first.stream().limit(1).toList()));
  }
}
