package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.ResolutionConfig.ResolutionPhase;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.CompiledLibrary;
import org.mae4j.testing.emulation.EmulatedDevice;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.Trainings;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** A training in which one allocation fails, each in turn. The device checks that each block is freed, and once. */
class FailedAllocationTest {
  private static final OptimizerConfig OPTIMIZER = Tiny.withMuon(Tiny.adamW(0.1, 0, 0, 0.9, 0.95, 1e-6, 0.05, 0.5));
  private static final String MATRIX = "encoder.blocks.0.query.weight";

  @Test
  void freesAllThatWasAllocatedBefore() {
    CompiledLibrary.assumeCompiler();
    try (EmulatedDevice device = new EmulatedDevice()) {
      freesAllThatWasAllocatedBefore(device, new DeviceGroup(List.of(device)));
    }
  }

  /** The first device fails, or another one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void freesWhatSeveralDevicesHaveAllocated(int failing) {
    CompiledLibrary.assumeCompiler();
    List<EmulatedDevice> devices = List.of(new EmulatedDevice(), new EmulatedDevice());
    try (DeviceGroup group = new DeviceGroup(List.copyOf(devices))) {
      freesAllThatWasAllocatedBefore(devices.get(failing), group);
      devices.forEach(device -> assertEquals(0, device.allocated()));
    }
  }

  private static void freesAllThatWasAllocatedBefore(EmulatedDevice device, DeviceGroup devices) {
    int failures = 0;
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      new Squares(parameters, 1).graph(1);
      while (fails(device, devices, parameters, failures + 1)) {
        failures++;
        assertEquals(0, device.allocated(), "after failure " + failures);
      }
    }
    assertTrue(failures > 20, "only " + failures + " allocations");
  }

  /** Two phases have a plan each, of three micro-batches; the steps of the first one are replayed. */
  private static boolean fails(EmulatedDevice device, DeviceGroup devices, Parameters parameters, int allocation) {
    Objective objective = new PhasedObjective(List.of(new ResolutionPhase(1, 0, 1), new ResolutionPhase(0.5, 1, 1)),
        scale -> new Squares(parameters, scale));
    TrainingPlan plan =
        new TrainingPlan(2, new BatchConfig(3, 1), OPTIMIZER, 3, 1, 0, devices);
    try (TrainedWeights weights = new TrainedWeights(parameters, 0.9);
        Optimizer optimizer = Trainings.optimizer(OPTIMIZER, weights)) {
      device.failAllocation(allocation);
      try (TrainingLoop loop = new TrainingLoop(objective, plan, optimizer, parameters.names())) {
        loop.run(List.of());
        return false;
      } catch (DeviceException e) {
        assertEquals(0, e.getSuppressed().length);
        return true;
      }
    }
  }

  /** The mean square of the products of a matrix, and of a bias. */
  private record Squares(Parameters parameters, double scale) implements Objective {
    @Override
    public SameDiff graph(int microBatch) {
      SameDiff graph = SameDiff.create();
      SDVariable matrix = graph.var(MATRIX, parameters.getOrCreate(MATRIX, ParameterKind.WEIGHT, 2, 3));
      SDVariable bias = graph.var("bias", parameters.getOrCreate("bias", ParameterKind.BIAS, 3));
      SDVariable x = graph.placeHolder("x", DataType.FLOAT, Math.round(4 * scale), 2);
      graph.math().square(x.mmul(matrix).add(bias)).mean("loss");
      graph.setLossVariables("loss");
      return graph;
    }

    @Override
    public String loss() {
      return "loss";
    }

    @Override
    public int images() {
      return 6;
    }

    @Override
    public MicroBatch microBatch(int size) {
      return new MicroBatch() {
        @Override
        public void fill(int epoch, long step, int microBatch, int[] indices) {}

        @Override
        public void copyTo(GraphPlan plan) {
          plan.placeholder("x").assign(1);
        }
      };
    }
  }
}
