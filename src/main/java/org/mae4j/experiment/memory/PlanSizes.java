package org.mae4j.experiment.memory;

import java.util.function.LongSupplier;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ResolutionConfig.ResolutionPhase;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.PlanMemory;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Features;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * The sizes of the plans of an experiment in bytes. Graphs are built and laid out, and never allocated.
 *
 * @param memory that the plans are in
 * @param ceiling bytes of activations above which a graph is not built, because its constants grow with it; its size is
 *     then estimated by the activations alone
 */
record PlanSizes(ExperimentConfig config, DataSize data, PlanMemory memory, long ceiling) {
  /** The size of a plan for a device with an array that its kernels cannot count: of more than 2³¹ − 1 elements. */
  static final long UNCOUNTABLE = Long.MAX_VALUE / 4;

  /** Returns the size of the plan that trains the autoencoder with micro-batches of {@code images}. */
  long pretraining(Parameters parameters, int images) {
    PatchGrid grid = largest(TrainingGroup.PRETRAIN);
    return training(ModelSummary.pretraining(model(), grid, images), () -> GraphPlan.gradientBytes(memory,
        MaskedAutoencoder.training(parameters, model(), grid, MaskShape.of(images, model(), grid)),
        MaskedAutoencoder.LOSS, parameters.names()));
  }

  /** Returns the size of the plan that trains encoder and classifier with micro-batches of {@code images}. */
  long finetuning(Parameters parameters, int images) {
    PatchGrid grid = largest(TrainingGroup.FINETUNE);
    ClassifierTraining training = ClassifierTraining.of(config.finetune(), grid);
    return training(ModelSummary.classifier(model(), grid, images, data.classes(), training),
        () -> GraphPlan.gradientBytes(memory, Classifier.training(parameters, model(), grid, images, data.classes(),
            training), Classifier.LOSS, parameters.names()));
  }

  private long training(ModelSummary summary, LongSupplier laidOut) {
    try {
      return summary.activationBytes() > ceiling ? summary.activationBytes() : laidOut.getAsLong();
    } catch (ArithmeticException e) {
      return UNCOUNTABLE;
    }
  }

  long reconstruction(Parameters parameters) {
    return Reconstructor.planBytes(memory, parameters, model(), grid());
  }

  long features(Parameters parameters) {
    return Features.planBytes(memory, parameters, model(), grid());
  }

  long classification(Parameters parameters) {
    return ClassifierEvaluation.planBytes(memory, parameters, model(), grid(), data.classes());
  }

  private ModelConfig model() {
    return config.model();
  }

  private PatchGrid grid() {
    return new PatchGrid(data.shape(), model().patch());
  }

  /** Returns the grid of the largest images that a training sees. */
  private PatchGrid largest(TrainingGroup group) {
    return grid().resized(group.resolution(config).phases(group.epochs(config)).stream()
        .mapToDouble(ResolutionPhase::scale).max().orElseThrow());
  }
}
