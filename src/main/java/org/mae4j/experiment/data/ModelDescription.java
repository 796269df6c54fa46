package org.mae4j.experiment.data;

import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.experiment.cost.ComputeNeed;
import org.mae4j.experiment.cost.CostTable;
import org.mae4j.experiment.cost.StageCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.memory.MemoryNeed;
import org.mae4j.experiment.memory.MemoryTable;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.table.SummaryTable;

/** The layers of the autoencoder and of the classifier on its encoder, and what a run needs, as text. */
public final class ModelDescription {
  private ModelDescription() {}

  /**
   * Returns the layers of both models, and the operations and the memory of a run. A folder of images is read to find its
   * size.
   *
   * @param stages stages of the run
   * @param width columns of the terminal
   */
  public static <S extends ComputeNeed & MemoryNeed> String of(ExperimentConfig config, List<S> stages, int width) {
    DataSize data = DataSize.expected(config.data())
        .orElseGet(() -> DataSize.of(DataLoader.read(config, RunListener.NONE)));
    TrainingData images = TrainingData.expected(config.data(), data);
    List<StageCost> costs = stages.stream().flatMap(stage -> stage.costs(config, images).stream()).toList();
    return of(config, data.classes(), width) + CostTable.of(costs) + "\n" + MemoryTable.of(config, data, stages);
  }

  /**
   * Returns the layers of the autoencoder and of the classifier, for a micro-batch of their training.
   *
   * @param classes number of classes of the images; 0 leaves out the classifier
   * @param width columns of the terminal
   */
  public static String of(ExperimentConfig config, int classes, int width) {
    PatchGrid grid = PatchGrid.of(config);
    int pretrain = config.pretrain().batch().microBatch();
    int finetune = config.finetune().batch().microBatch();
    String autoencoder = "\nmasked autoencoder, micro-batch of " + pretrain + " images, "
        + config.model().visiblePatches(grid.image()) + " of " + grid.patches() + " patches visible\n"
        + SummaryTable.of(ModelSummary.pretraining(config.model(), grid, pretrain)).fitted(width);
    return classes == 0 ? autoencoder : autoencoder + "\nclassifier, micro-batch of " + finetune + " images\n"
        + SummaryTable.of(ModelSummary.classifier(config.model(), grid, finetune, classes)).fitted(width);
  }
}
