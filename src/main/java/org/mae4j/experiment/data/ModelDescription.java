package org.mae4j.experiment.data;

import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.data.DataSplits;
import org.mae4j.experiment.memory.MemoryTable;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.table.SummaryTable;

/** The layers of an experiment's two models as text: of the autoencoder, and of the classifier on its encoder. */
public final class ModelDescription {
  private ModelDescription() {}

  /** Both models, for a micro-batch of their training, and the memory of a run. A folder is read for its size. */
  public static String of(ExperimentConfig config) {
    DataSize data = DataSize.expected(config.data())
        .orElseGet(() -> DataSize.of(DataSplits.read(config.data(), config.seedOf(RandomStream.SPLIT))));
    return of(config, data.classes()) + "\n" + MemoryTable.of(config, data);
  }

  public static String of(ExperimentConfig config, int classes) {
    PatchGrid grid = new PatchGrid(config.data().image(), config.model().patch());
    int pretrain = config.pretrain().batch().microBatch();
    int finetune = config.finetune().batch().microBatch();
    return "\nmasked autoencoder, micro-batch of " + pretrain + " images, "
        + config.model().visiblePatches(grid.image()) + " of " + grid.patches() + " patches visible\n"
        + SummaryTable.of(ModelSummary.pretraining(config.model(), grid, pretrain))
        + "\nclassifier, micro-batch of " + finetune + " images\n"
        + SummaryTable.of(ModelSummary.classifier(config.model(), grid, finetune, classes));
  }
}
