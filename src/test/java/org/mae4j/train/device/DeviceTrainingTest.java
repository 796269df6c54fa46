package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.train.device.DeviceTraining.DECAY;
import static org.mae4j.train.device.DeviceTraining.OPTIMIZER;
import static org.mae4j.train.device.DeviceTraining.plan;
import static org.mae4j.train.device.DeviceTraining.several;
import static org.mae4j.train.device.DeviceTraining.values;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.config.ResolutionConfig.ResolutionPhase;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.TrainingState;
import org.mae4j.train.Trainings;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;

/** Trainings on a device against the same trainings on the CPU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceTrainingTest {
  private static final double TOLERANCE = 1e-5;

  /** Closing fails if memory of the device was not freed. */
  @AutoClose
  private final Device device = TestedDevice.open();

  /** What a training left behind. */
  private record Outcome(List<Double> losses, List<Double> norms, float[] parameters, float[] averages,
      TrainingState state) {}

  /** 20 steps of four micro-batches. */
  @Test
  void trainsAsTheCpu() {
    Outcome expected = train(DeviceGroup.CPU, new CorruptedStep(-1));
    Outcome actual = train(one(), new CorruptedStep(-1));
    assertEquals(20, actual.losses().size());
    assertClose(expected, actual);
  }

  /** On the CPU, parameters that are off by up to 2⁻¹¹, as rounded factors are, change losses by up to 9e-4. */
  @Test
  void trainsWithRoundedFactorsAsTheCpu() {
    Outcome expected = train(DeviceGroup.CPU, new CorruptedStep(-1));
    try (Device rounding = TestedDevice.open(false, Precision.TF32)) {
      Outcome actual = train(new DeviceGroup(List.of(rounding)), new CorruptedStep(-1));
      double largest = 0;
      for (int i = 0; i < expected.losses().size(); i++) {
        double loss = expected.losses().get(i);
        assertEquals(loss, actual.losses().get(i), 1e-3 * loss, "loss " + i);
        largest = Math.max(largest, Math.abs(actual.losses().get(i) / loss - 1));
      }
      assertTrue(!rounding.roundsFactors() || largest > TOLERANCE, "largest deviation " + largest);
    }
  }

  /** Of five devices, one has no micro-batch. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void trainsOnSeveralDevicesAsTheCpu(int count) {
    try (DeviceGroup devices = several(count)) {
      assertClose(train(DeviceGroup.CPU, new CorruptedStep(-1)), train(devices, new CorruptedStep(-1)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void skipsAStepThatIsNotFinite(int count) {
    Outcome expected = train(DeviceGroup.CPU, new CorruptedStep(6));
    Outcome actual;
    try (DeviceGroup devices = several(count)) {
      actual = train(devices, new CorruptedStep(6));
    }
    assertEquals(1, actual.state().skipped());
    assertEquals(19, actual.losses().size());
    assertClose(expected, actual);
  }

  private static void assertClose(Outcome expected, Outcome actual) {
    for (int i = 0; i < expected.losses().size(); i++) {
      assertEquals(expected.losses().get(i), actual.losses().get(i), TOLERANCE * expected.losses().get(i), "loss " + i);
      assertEquals(expected.norms().get(i), actual.norms().get(i), 1e-4 * expected.norms().get(i), "norm " + i);
    }
    assertArrayEquals(expected.parameters(), actual.parameters(), 1e-3f);
    assertArrayEquals(expected.averages(), actual.averages(), 1e-3f);
    assertEquals(expected.state().step(), actual.state().step());
  }

  /** Each phase has its own plan; parameters and moments pass from one to the next. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void keepsItsStateWhenThePlanChanges(int count) {
    try (DeviceGroup devices = several(count)) {
      assertClose(phases(DeviceGroup.CPU), phases(devices));
    }
  }

  private Outcome phases(DeviceGroup where) {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Trainings.Kind.PRETRAIN.objective(parameters).graph(1);
      Objective objective = new PhasedObjective(List.of(new ResolutionPhase(0.5, 0, 1), new ResolutionPhase(1, 1, 1)),
          scale -> Trainings.Kind.PRETRAIN.objective(parameters, scale));
      return train(where, parameters, objective, 2, new BatchConfig(32, 8));
    }
  }

  /** Orthogonalization enlarges the rounding of small singular values. */
  @Test
  void trainsByMuonAsTheCpu() {
    Outcome expected = trainByMuon(DeviceGroup.CPU);
    Outcome actual = trainByMuon(one());
    for (int i = 0; i < expected.losses().size(); i++) {
      assertEquals(expected.losses().get(i), actual.losses().get(i), 1e-4 * expected.losses().get(i), "loss " + i);
    }
  }

  private DeviceGroup one() {
    return new DeviceGroup(List.of(device));
  }

  private static Outcome trainByMuon(DeviceGroup where) {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      return train(where, Tiny.withMuon(OPTIMIZER), parameters, Trainings.prepared(parameters), 2,
          new BatchConfig(4, 1));
    }
  }

  private static Outcome train(DeviceGroup where, CorruptedStep corrupted) {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      return train(where, parameters, corrupted.of(Trainings.prepared(parameters)), 5, new BatchConfig(4, 1));
    }
  }

  private static Outcome train(DeviceGroup where, Parameters parameters, Objective objective, int epochs,
      BatchConfig batch) {
    return train(where, OPTIMIZER, parameters, objective, epochs, batch);
  }

  private static Outcome train(DeviceGroup where, OptimizerConfig config, Parameters parameters,
      Objective objective, int epochs, BatchConfig batch) {
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    try (TrainedWeights weights = new TrainedWeights(parameters, DECAY);
        Optimizer optimizer = Trainings.optimizer(config, weights);
        TrainingLoop loop =
            new TrainingLoop(objective, plan(epochs, batch, where), optimizer, parameters.names())) {
      loop.run(Trainings.onStep(report -> {
        losses.add(report.loss());
        norms.add(report.gradientNorm());
      }));
      return new Outcome(losses, norms, values(parameters), values(weights.evaluated()), loop.state());
    }
  }
}
