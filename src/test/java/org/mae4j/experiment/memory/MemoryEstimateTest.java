package org.mae4j.experiment.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.data.DataSize;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.memory.StageMemory.Part;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.objective.ClassificationObjective;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The estimate of native memory equals the memory of the training, to the byte. */
class MemoryEstimateTest {
  private static final int IMAGES = 32;

  @ParameterizedTest
  @CsvSource({"16, 8, 2, 2", "16, 16, 2, 1", "16, 4, 3, 3", "16, 8, 1, 1"})
  void preTraining(int size, int microBatch, int threads, int replicas) {
    ExperimentConfig config = config("pretrain", size, microBatch, threads);
    ImageSet images = Tiny.images(config.data().image(), IMAGES, 10, 1);
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape())) {
      Objective objective = new ReconstructionObjective(parameters, config.model(), images,
          new Augmenter(config.pretrain().augment(), images.shape(), 1), 1);
      assertForeseen(config, Stages.PRETRAIN, objective, config.pretrain().batch(), parameters, replicas);
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 8, 2, 2, ''", "16, 16, 2, 1, ''", "16, 4, 3, 3, finetune.keep=0.7 finetune.reconstruction=2"})
  void fineTuning(int size, int microBatch, int threads, int replicas, String settings) {
    ExperimentConfig config = config("finetune", size, microBatch, threads, settings.split(" "));
    ImageSet images = Tiny.images(config.data().image(), IMAGES, 10, 1);
    try (Parameters parameters = ParameterInitializer.classifierTraining(config, images.shape(), 10)) {
      Objective objective =
          new ClassificationObjective(parameters, config.model(), config.finetune(), images, 1, 1);
      assertForeseen(config, Stages.SCRATCH, objective,
          config.finetune().batch(), parameters, replicas);
    }
  }

  /**
   * Muon has one array for each matrix of a block, and on each thread two rectangles and two squares for each of the
   * shapes 16 × 16, 16 × 64 and 64 × 16. An average has one array for each parameter.
   */
  @Test
  void muonAndAverage() {
    ExperimentConfig config = SmallExperiment.config("threads=2", "pretrain.optimizer.kind=muon", "pretrain.ema=0.9");
    ImageSet images = Tiny.images(config.data().image(), IMAGES, 10, 1);
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape());
        TrainedWeights weights = new TrainedWeights(parameters, config.pretrain().ema());
        Optimizer optimizer = new Optimizer(config.pretrain().optimizer(), weights, name -> 1, 2)) {
      long shapes = 2 * Float.BYTES * ((256 + 256) + (1024 + 256) + (1024 + 256));
      assertEquals(2 * Float.BYTES * parameters.count() + bytes(optimizer.state().values()) + 2 * shapes,
          foreseen(config, Stages.PRETRAIN).bytes(Part.PARAMETERS));
      assertEquals(Float.BYTES * (3 * parameters.count() - 3 * (4 * 256 + 2 * 1024)),
          bytes(optimizer.state().values()), "one array less for each matrix of three blocks");
    }
  }

  /** The largest images that the training sees: of the phases of 16×16 and 24×24 pixels, the second. */
  @ParameterizedTest
  @EnumSource(TrainingGroup.class)
  void smallerImages(TrainingGroup group) {
    ExperimentConfig config = SmallExperiment.config("threads=2", group.key() + ".resolution.scales=[0.5, 0.75]",
        group.key() + ".resolution.until=[0.5, 1]");
    boolean pretrain = group == TrainingGroup.PRETRAIN;
    ImageSet images = Tiny.images(config.data().image(), IMAGES, 10, 1);
    try (Parameters parameters = pretrain ? ParameterInitializer.autoencoder(config, images.shape())
        : ParameterInitializer.classifier(config, images.shape(), 10)) {
      Objective objective = pretrain
          ? new ReconstructionObjective(parameters, config.model(), images,
              new Augmenter(config.pretrain().augment(), images.shape(), 1), 1, 0.75)
          : new ClassificationObjective(parameters, config.model(), config.finetune(), images, 1, 0.75);
      assertForeseen(config, pretrain ? Stages.PRETRAIN : Stages.SCRATCH, objective, group.batch(config),
          parameters, 2);
    }
  }

  @Test
  void readsLimitsBeforeImages() {
    DataSize all = DataSize.expected(SmallExperiment.config().data()).orElseThrow();
    assertEquals(240L * 3072, all.imageBytes());
    DataSize limited = DataSize.expected(SmallExperiment.config("data.trainLimit=50", "data.testLimit=1000")
        .data()).orElseThrow();
    assertEquals(50, limited.train());
    assertEquals(40, limited.test());
  }

  private static void assertForeseen(ExperimentConfig config, Stage stage, Objective objective, BatchConfig batch,
      Parameters parameters, int replicas) {
    StageMemory foreseen = foreseen(config, stage);
    OptimizerConfig settings = Tiny.optimizer(1e-3, batch.size());
    TrainingPlan plan = new TrainingPlan(1, batch, settings, 1, config.threads(), 0, DeviceGroup.CPU);
    try (Optimizer optimizer =
        new Optimizer(settings, new TrainedWeights(parameters, 0), name -> 1, config.threads());
        TrainingLoop loop = new TrainingLoop(objective, plan, optimizer, parameters.names())) {
      assertEquals(replicas, foreseen.replicas());
      assertEquals(loop.bytes(), foreseen.plans() - foreseen.bytes(Part.HELD));
      long moments = bytes(optimizer.state().values());
      assertEquals(2 * moments, foreseen.bytes(Part.PARAMETERS), "moments, and as much for parameters and gradients");
    }
  }

  private static StageMemory foreseen(ExperimentConfig config, Stage stage) {
    return MemoryEstimate.ofHost(config, DataSize.expected(config.data()).orElseThrow(), Threads.of(config),
        Long.MAX_VALUE).of(List.of(stage)).get(0);
  }

  private static long bytes(Iterable<INDArray> arrays) {
    long bytes = 0;
    for (INDArray array : arrays) {
      bytes += array.length() * array.dataType().width();
    }
    return bytes;
  }

  private static ExperimentConfig config(String stage, int size, int microBatch, int threads, String... settings) {
    return SmallExperiment.config(Stream.concat(Stream.of("threads=" + threads, stage + ".batch.size=" + size,
        stage + ".batch.microBatch=" + microBatch), Stream.of(settings).filter(text -> !text.isEmpty()))
        .toArray(String[]::new));
  }
}
