package org.mae4j.experiment.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.data.DataSize;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.memory.StageMemory.Part;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.EmulatedDevice;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.objective.ClassificationObjective;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/** The estimate of the memory of a device equals what is allocated, but for small tables. */
class DeviceMemoryEstimateTest {
  private static final long TABLES = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "muon"})
  void preTraining(String optimizer) {
    ExperimentConfig config = SmallExperiment.config("pretrain.optimizer.kind=" + optimizer, "pretrain.ema=0.9");
    ImageSet images = images(config);
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape())) {
      Objective objective = new ReconstructionObjective(parameters, config.model(), images,
          new Augmenter(config.pretrain().augment(), images.shape(), 1), 1);
      assertForeseen(foreseen(config, Stages.PRETRAIN), objective, config.pretrain().batch(),
          config.pretrain().optimizer(), parameters);
    }
  }

  /** Those of the first device, which has the state of the optimizer and gradients of the other one. */
  @Test
  void severalDevices() {
    ExperimentConfig config = SmallExperiment.config("pretrain.batch.microBatch=8");
    ImageSet images = images(config);
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape())) {
      Objective objective = new ReconstructionObjective(parameters, config.model(), images,
          new Augmenter(config.pretrain().augment(), images.shape(), 1), 1);
      assertForeseen(foreseen(config, Stages.PRETRAIN, true), objective, config.pretrain().batch(),
          config.pretrain().optimizer(), parameters, 2);
    }
  }

  @Test
  void fineTuning() {
    ExperimentConfig config = SmallExperiment.config();
    ImageSet images = images(config);
    try (Parameters parameters = ParameterInitializer.classifier(config, images.shape(), 10)) {
      Objective objective = new ClassificationObjective(parameters, config.model(), config.finetune(), images, 1, 1);
      assertForeseen(foreseen(config, Stages.SCRATCH), objective, config.finetune().batch(),
          config.finetune().optimizer(), parameters);
    }
  }

  @Test
  void eachThreadThatEvaluatesHasAPlan() {
    StageMemory one = foreseen(SmallExperiment.config("threads=1"), Stages.PRETRAIN);
    StageMemory two = foreseen(SmallExperiment.config("threads=2"), Stages.PRETRAIN);
    assertEquals(2 * one.bytes(Part.HELD), two.bytes(Part.HELD));
    assertEquals(one.onDevice() - one.bytes(Part.HELD), two.onDevice() - two.bytes(Part.HELD));
  }

  @Test
  void reconstruction() {
    ExperimentConfig config = SmallExperiment.config("threads=1");
    ImageSet images = images(config);
    try (EmulatedDevice device = new EmulatedDevice();
        Parameters parameters = ParameterInitializer.autoencoder(config, images.shape());
        Reconstructor reconstructor = new Reconstructor(parameters, config.model(), images.shape(), 1,
            Workers.of(config, Optional.of(device)))) {
      assertEquals(foreseen(config, Stages.EVALUATE).onDevice(), device.allocated());
      assertEquals(foreseen(config, Stages.PRETRAIN).bytes(Part.HELD), device.allocated());
      assertTrue(reconstructor.masked() > 0);
    }
  }

  private static ImageSet images(ExperimentConfig config) {
    return Tiny.images(config.data().image(), 32, 10, 1);
  }

  private static StageMemory foreseen(ExperimentConfig config, Stage stage) {
    return foreseen(config, stage, false);
  }

  private static StageMemory foreseen(ExperimentConfig config, Stage stage, boolean several) {
    return MemoryEstimate
        .ofDevice(config, DataSize.expected(config.data()).orElseThrow(), several, Long.MAX_VALUE)
        .of(List.of(stage)).get(0);
  }

  private static void assertForeseen(StageMemory foreseen, Objective objective, BatchConfig batch,
      OptimizerConfig settings, Parameters parameters) {
    assertForeseen(foreseen, objective, batch, settings, parameters, 1);
  }

  private static void assertForeseen(StageMemory foreseen, Objective objective, BatchConfig batch,
      OptimizerConfig settings, Parameters parameters, int count) {
    List<EmulatedDevice> devices = Stream.generate(EmulatedDevice::new).limit(count).toList();
    EmulatedDevice device = devices.get(0);
    try (DeviceGroup group = new DeviceGroup(List.copyOf(devices));
        TrainedWeights weights = new TrainedWeights(parameters, 0.9);
        Optimizer optimizer = new Optimizer(settings, weights, name -> 1, 1);
        TrainingLoop loop = new TrainingLoop(objective,
            new TrainingPlan(1, batch, settings, 1, 1, 0, group), optimizer, parameters.names())) {
      assertEquals(1, foreseen.replicas());
      long tables = device.allocated() - (foreseen.onDevice() - foreseen.bytes(Part.HELD));
      assertTrue(tables > 0 && tables < TABLES, tables + " bytes of " + device.allocated() + " were not foreseen");
      assertEquals(0, loop.state().step());
    }
  }
}
