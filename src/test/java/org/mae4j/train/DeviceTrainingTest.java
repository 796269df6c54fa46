package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Trainings on a device against the same trainings on the CPU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceTrainingTest {
  /** Uses every part of the optimizer: warm-up, weight decay and clipping, which bounds some of the steps. */
  private static final OptimizerConfig OPTIMIZER = Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-6, 0.05, 0.5);
  private static final double TOLERANCE = 1e-5;
  private static final double DECAY = 0.9;

  private Device device;
  private Uninterrupted whole;

  @BeforeAll
  void open() {
    device = TestedDevice.open();
    whole = uninterrupted(one());
  }

  /** Closing fails if memory of the device was not freed. */
  @AfterAll
  void close() {
    if (device != null) {
      device.close();
    }
  }

  /** What a training left behind. */
  private record Outcome(List<Double> losses, List<Double> norms, float[] parameters, float[] averages,
      TrainingState state) {}

  /** A training on the device to its end. */
  private record Uninterrupted(List<String> calls, float[] parameters, float[] averages) {}

  /** 20 steps of four micro-batches. */
  @Test
  void trainsAsTheCpu() {
    Outcome expected = train(DeviceGroup.CPU, new Corrupted(-1));
    Outcome actual = train(one(), new Corrupted(-1));
    assertEquals(20, actual.losses().size());
    assertClose(expected, actual);
  }

  /** On the CPU, parameters that are off by up to 2⁻¹¹, as rounded factors are, change losses by up to 9e-4. */
  @Test
  void trainsWithRoundedFactorsAsTheCpu() {
    Outcome expected = train(DeviceGroup.CPU, new Corrupted(-1));
    try (Device rounding = TestedDevice.open(false, Precision.TF32)) {
      Outcome actual = train(new DeviceGroup(List.of(rounding)), new Corrupted(-1));
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
      assertClose(train(DeviceGroup.CPU, new Corrupted(-1)), train(devices, new Corrupted(-1)));
    }
  }

  /** Their copies beside computations are early, those of the one device late. */
  private static DeviceGroup several(int count) {
    return new DeviceGroup(Stream.generate(() -> TestedDevice.open(true)).limit(count).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void skipsAStepThatIsNotFinite(int count) {
    Outcome expected = train(DeviceGroup.CPU, new Corrupted(6));
    Outcome actual;
    try (DeviceGroup devices = several(count)) {
      actual = train(devices, new Corrupted(6));
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

  /** Resumes from what the host has: within an epoch, at its end and after it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void resumesBitIdentically(int at) {
    assertResumesAs(whole, at, one());
  }

  @Test
  void resumesBitIdenticallyOnSeveralDevices() {
    try (DeviceGroup devices = several(2)) {
      assertResumesAs(uninterrupted(devices), 3, devices);
    }
  }

  private static Uninterrupted uninterrupted(DeviceGroup devices) {
    List<String> calls = new ArrayList<>();
    try (Training training = new Training(new Parameters(DataType.FLOAT, 1), devices)) {
      training.run(TrainingState.START, -1, calls);
      return new Uninterrupted(calls, values(training.parameters), values(training.weights.evaluated()));
    }
  }

  private static void assertResumesAs(Uninterrupted expected, int at, DeviceGroup devices) {
    List<String> calls = new ArrayList<>();
    try (Training cut = new Training(new Parameters(DataType.FLOAT, 1), devices)) {
      TrainingState reached = cut.run(TrainingState.START, at, calls);
      try (Training rest = new Training(cut.parameters.copy(), devices)) {
        cut.optimizer.state().forEach((name, array) -> rest.optimizer.state().get(name).assign(array));
        rest.run(reached, -1, calls);
        assertEquals(expected.calls(), calls);
        assertArrayEquals(expected.parameters(), values(rest.parameters));
        assertArrayEquals(expected.averages(), values(rest.weights.evaluated()));
      }
    }
  }

  /** Before an epoch is reported, listeners find the parameters of its last step on the host. */
  @Test
  void writesBackBeforeTheEndOfAnEpoch() {
    try (Training training = new Training(new Parameters(DataType.FLOAT, 1), one())) {
      List<float[]> seen = new ArrayList<>(List.of(values(training.parameters)));
      training.run(TrainingState.START, -1, new TrainingListener() {
        @Override
        public void onEpoch(int epoch, long steps, double meanLoss) {
          seen.add(values(training.parameters));
        }
      });
      assertEquals(3, seen.size());
      for (int i = 1; i < seen.size(); i++) {
        assertNotEquals(seen.get(i - 1)[0], seen.get(i)[0]);
      }
      assertArrayEquals(seen.get(2), values(training.parameters));
    }
  }

  /** Each of the two threads waits for the other. */
  @Test
  void passesGradientsOnAllThreads() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> passed = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Training training = new Training(new Parameters(DataType.FLOAT, 1), one());
        TrainingLoop loop = new TrainingLoop(training.objective,
            new TrainingPlan(1, new BatchConfig(4, 1), OPTIMIZER, 3, 2, 1, one()),
            training.optimizer, training.parameters.names())) {
      loop.run(List.of());
      loop.lastStep().forEachGradient((name, gradient) -> {
        passed.add(name);
        if (threads.add(Thread.currentThread())) {
          assertDoesNotThrow(() -> both.await(10, TimeUnit.SECONDS));
        }
      });
      assertEquals(training.parameters.names().stream().sorted().toList(), passed.stream().sorted().toList());
    }
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

  /** Matrices that Muon updates, and parameters that AdamW updates beside it. */
  @Test
  void knowsWhatTheLastStepAdded() {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1);
        TrainedWeights weights = new TrainedWeights(parameters, DECAY)) {
      Objective objective = Trainings.prepared(parameters);
      try (Optimizer optimizer = Trainings.optimizer(Tiny.withMuon(OPTIMIZER), weights);
          TrainingLoop loop =
              new TrainingLoop(objective, plan(1, new BatchConfig(4, 1), one()), optimizer,
                  parameters.names())) {
        Map<String, float[]> before = new HashMap<>();
        parameters.names().forEach(name -> before.put(name, HostCopy.read(parameters.get(name))));
        loop.run(Trainings.onStep(report -> {
          loop.lastStep().writeBack();
          loop.lastStep().forEachGradient((name, gradient) -> {
            float[] after = HostCopy.read(parameters.get(name));
            float[] change = loop.lastStep().change(name, after, gradient);
            assertArrayEquals(difference(after, before.put(name, after)), change, 1e-6f, name);
          });
        }));
        assertEquals(4, loop.state().step());
      }
    }
  }

  private static float[] difference(float[] after, float[] before) {
    float[] difference = new float[after.length];
    for (int i = 0; i < after.length; i++) {
      difference[i] = after[i] - before[i];
    }
    return difference;
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

  private static TrainingPlan plan(int epochs, BatchConfig batch, DeviceGroup where) {
    return new TrainingPlan(epochs, batch, OPTIMIZER, 3, 1, 1, where);
  }

  private static Outcome train(DeviceGroup where, Corrupted corrupted) {
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

  private static float[] values(Parameters parameters) {
    List<float[]> all = parameters.names().stream().map(name -> HostCopy.read(parameters.get(name))).toList();
    float[] values = new float[all.stream().mapToInt(array -> array.length).sum()];
    int from = 0;
    for (float[] array : all) {
      System.arraycopy(array, 0, values, from, array.length);
      from += array.length;
    }
    return values;
  }

  /** Two epochs of four steps on the device. */
  private static final class Training implements AutoCloseable {
    private final Parameters parameters;
    private final Objective objective;
    private final TrainedWeights weights;
    private final Optimizer optimizer;
    private final DeviceGroup devices;

    Training(Parameters parameters, DeviceGroup devices) {
      this.parameters = parameters;
      this.devices = devices;
      this.objective = Trainings.prepared(parameters);
      this.weights = new TrainedWeights(parameters, DECAY);
      this.optimizer = Trainings.optimizer(OPTIMIZER, weights);
    }

    /** @param last step after which the training is stopped; -1 for none */
    TrainingState run(TrainingState from, int last, List<String> calls) {
      return run(from, last, new TrainingListener() {
        @Override
        public void onStep(StepReport report) {
          calls.add(report.step() + " " + report.loss() + " " + report.gradientNorm());
        }
      });
    }

    TrainingState run(TrainingState from, int last, TrainingListener listener) {
      try (TrainingLoop loop = new TrainingLoop(objective, plan(2, new BatchConfig(4, 1), devices),
          optimizer, parameters.names())) {
        loop.resumeAt(from);
        TrainingListener stop = new TrainingListener() {
          @Override
          public void onState(TrainingState state) {
            if (state.step() == last) {
              loop.lastStep().writeBack();
              throw new Interruption();
            }
          }
        };
        if (last < 0) {
          loop.run(List.of(listener, stop));
        } else {
          assertThrows(Interruption.class, () -> loop.run(List.of(listener, stop)));
        }
        return loop.state();
      }
    }

    @Override
    public void close() {
      optimizer.close();
      weights.close();
      parameters.close();
    }
  }

  /** Stops a training from a listener. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Makes the images of one step NaN.
   *
   * @param step its number; -1 for none
   */
  private record Corrupted(long step) {
    Objective of(Objective objective) {
      return new Objective() {
        @Override
        public SameDiff graph(int microBatch) {
          return objective.graph(microBatch);
        }

        @Override
        public String loss() {
          return objective.loss();
        }

        @Override
        public int images() {
          return objective.images();
        }

        @Override
        public MicroBatch microBatch(int size) {
          MicroBatch batch = objective.microBatch(size);
          boolean[] corrupt = new boolean[1];
          return new MicroBatch() {
            @Override
            public void fill(int epoch, long number, int microBatch, int[] indices) {
              corrupt[0] = number == step;
              batch.fill(epoch, number, microBatch, indices);
            }

            @Override
            public void copyTo(GraphPlan plan) {
              batch.copyTo(plan);
              if (corrupt[0]) {
                plan.placeholder(MaskedAutoencoder.IMAGES).assign(Double.NaN);
              }
            }
          };
        }
      };
    }
  }
}
