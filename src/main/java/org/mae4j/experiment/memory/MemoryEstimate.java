package org.mae4j.experiment.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Features;
import org.mae4j.eval.Reconstructor;
import org.mae4j.experiment.stage.ClassifierStage;
import org.mae4j.experiment.stage.PretrainStage;
import org.mae4j.experiment.stage.ProbeStage;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.model.Classifier;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Finds what stages will need before they run: their graphs are built and laid out, and never allocated.
 *
 * @param threads that compute, at least 1
 * @param ceiling bytes of activations above which a graph is not even built, for its constants grow with it; then
 *     the activations, roughly, are all that is told of its size
 */
record MemoryEstimate(ExperimentConfig config, DataSize data, int threads, long ceiling) {
  /** Arrays as large as the parameters while they are trained: themselves, the gradients' sums, and two moments. */
  private static final int TRAINED = 4;
  private static final String PRETRAINING = "pretrain.batch";
  private static final String FINE_TUNING = "finetune.batch";

  /** Each kind of stage once, in order. */
  List<StageMemory> of(List<Stage> stages) {
    List<Kind> kinds = stages.stream().map(Kind::of).distinct().toList();
    return kinds.stream().map(kind -> of(kind, StageMemory.libraries(kind == kinds.get(0)))).toList();
  }

  /** {@code stage} if the batch that it trains on were cut into parts of {@code microBatch}. */
  StageMemory cut(StageMemory stage, int microBatch) {
    BatchConfig cut = new BatchConfig(batch(stage).size(), microBatch);
    return stage.batch().equals(Optional.of(PRETRAINING))
        ? pretraining(cut, stage.libraries()) : classifier(cut, stage.libraries());
  }

  /** What {@code stage} trains on. */
  BatchConfig batch(StageMemory stage) {
    return stage.batch().equals(Optional.of(PRETRAINING)) ? config.pretrain().batch() : config.finetune().batch();
  }

  /** Stages that need the same. */
  private enum Kind {
    PRETRAIN, RECONSTRUCT, PROBE, CLASSIFY;

    static Kind of(Stage stage) {
      if (stage instanceof PretrainStage) {
        return PRETRAIN;
      }
      if (stage instanceof ClassifierStage) {
        return CLASSIFY;
      }
      return stage instanceof ProbeStage ? PROBE : RECONSTRUCT;
    }
  }

  private StageMemory of(Kind kind, long libraries) {
    return switch (kind) {
      case PRETRAIN -> pretraining(config.pretrain().batch(), libraries);
      case RECONSTRUCT -> reconstruction(libraries);
      case PROBE -> probe(libraries);
      case CLASSIFY -> classifier(config.finetune().batch(), libraries);
    };
  }

  private StageMemory pretraining(BatchConfig batch, long libraries) {
    try (Parameters parameters = none()) {
      int images = batch.microBatch();
      long validating = threads * Reconstructor.planBytes(parameters, model(), grid());
      long replica = replica(ModelSummary.pretraining(model(), grid(), images), () -> GraphPlan.gradientBytes(
          MaskedAutoencoder.training(parameters, model(), grid(), masked(images)), MaskedAutoencoder.LOSS,
          parameters.names()));
      return new StageMemory("pre-training", Math.min(threads, batch.microBatches()), replica, validating,
          TRAINED * bytes(parameters), reading(), 0, libraries, Optional.of(PRETRAINING));
    }
  }

  private StageMemory classifier(BatchConfig batch, long libraries) {
    boolean dropPath = config.finetune().dropPath() > 0;
    try (Parameters parameters = none()) {
      int images = batch.microBatch();
      long validating = threads * ClassifierEvaluation.planBytes(parameters, model(), grid(), data.classes());
      long replica = replica(ModelSummary.classifier(model(), grid(), images, data.classes()),
          () -> GraphPlan.gradientBytes(Classifier.training(parameters, model(), grid(), images, data.classes(),
              dropPath), Classifier.LOSS, parameters.names()));
      return new StageMemory("fine-tuning", Math.min(threads, batch.microBatches()), replica, validating,
          TRAINED * bytes(parameters), reading(), 0, libraries, Optional.of(FINE_TUNING));
    }
  }

  private long replica(ModelSummary summary, LongSupplier laidOut) {
    return summary.activationBytes() > ceiling ? summary.activationBytes() : laidOut.getAsLong();
  }

  private StageMemory reconstruction(long libraries) {
    try (Parameters parameters = none()) {
      long replica = Reconstructor.planBytes(parameters, model(), grid());
      return new StageMemory("reconstruction", threads, replica, 0, bytes(parameters), reading(), 0, libraries,
          Optional.empty());
    }
  }

  private StageMemory probe(long libraries) {
    long rows = (long) data.train() + data.test();
    long widest = Math.max(data.shape().size(), model().encoder().width());
    long heap = data.imageBytes() + rows * widest * Float.BYTES;
    try (Parameters parameters = none()) {
      long replica = Features.planBytes(parameters, model(), grid());
      return new StageMemory("probing", threads, replica, 0, bytes(parameters), heap, heap, libraries,
          Optional.empty());
    }
  }

  /** Images as they are read, and again as they are split. */
  private long reading() {
    return 2 * data.imageBytes();
  }

  private ModelConfig model() {
    return config.model();
  }

  private PatchGrid grid() {
    return new PatchGrid(data.shape(), model().patch());
  }

  private MaskShape masked(int batch) {
    return MaskShape.of(batch, model(), grid());
  }

  private Parameters none() {
    return new Parameters(DataType.FLOAT, config.seed());
  }

  private static long bytes(Parameters parameters) {
    return parameters.count() * Float.BYTES;
  }
}
