package org.mae4j.ui.dl4j.model;

import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.train.optimizer.LayerDecay;

/**
 * The model that a stage trains.
 *
 * @param graph of the model
 * @param batch number of images per step
 * @param layerDecay factor on the learning rate from a layer to the one before it
 * @param depth number of blocks of the encoder
 */
public record StageModel(ModelGraph graph, int batch, double layerDecay, int depth) {
  public static final String PRETRAIN = "pretrain";
  private static final String FINETUNE = "finetune";
  /** Names of the stages that train, in order. */
  public static final List<String> STAGES = List.of(PRETRAIN, FINETUNE, "scratch");

  public static StageModel pretraining(ExperimentConfig config) {
    PatchGrid grid = PatchGrid.of(config);
    return new StageModel(ModelGraph.of(ModelSummary.pretraining(config.model(), grid, 1), grid.patchSize()),
        config.pretrain().batch().size(), 1, config.model().encoder().depth());
  }

  /** Returns the names of the parameters of a stage. The number of classes changes no name. */
  public static ParameterKeys keys(ExperimentConfig config, String stage) {
    return new ParameterKeys(stage.equals(PRETRAIN) ? ModelSummary.pretraining(config.model(), PatchGrid.of(config), 1)
        : ModelSummary.classifier(config.model(), PatchGrid.of(config), 1, 1));
  }

  /** @param stage name of a stage that trains a classifier */
  public static StageModel classifier(ExperimentConfig config, String stage, int classes) {
    PatchGrid grid = PatchGrid.of(config);
    return new StageModel(ModelGraph.of(ModelSummary.classifier(config.model(), grid, 1, classes), grid.patchSize()),
        config.finetune().batch().size(),
        stage.equals(FINETUNE) ? config.finetune().layerDecay() : config.finetune().scratchLayerDecay(),
        config.model().encoder().depth());
  }

  /** Returns the factor on the learning rate of a layer's parameters. */
  public double rateOf(ModelLayer vertex) {
    return new LayerDecay(layerDecay, depth).applyAsDouble(vertex.name() + ".weight");
  }
}
