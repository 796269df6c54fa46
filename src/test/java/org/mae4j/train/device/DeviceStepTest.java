package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mae4j.train.device.DeviceTraining.DECAY;
import static org.mae4j.train.device.DeviceTraining.OPTIMIZER;
import static org.mae4j.train.device.DeviceTraining.plan;
import static org.mae4j.train.device.DeviceTraining.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.TrainingState;
import org.mae4j.train.Trainings;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.linalg.api.buffer.DataType;

/** What listeners find of the last step of a training on a device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceStepTest {
  /** Closing fails if memory of the device was not freed. */
  @AutoClose
  private final Device device = TestedDevice.open();

  /** Before an epoch is reported, listeners find the parameters of its last step on the host. */
  @Test
  void writesBackBeforeTheEndOfAnEpoch() {
    try (DeviceTraining training = new DeviceTraining(new Parameters(DataType.FLOAT, 1), one())) {
      List<float[]> seen = new ArrayList<>(List.of(values(training.parameters())));
      training.run(TrainingState.START, -1, new TrainingListener() {
        @Override
        public void onEpoch(int epoch, long steps, double meanLoss) {
          seen.add(values(training.parameters()));
        }
      });
      assertEquals(3, seen.size());
      for (int i = 1; i < seen.size(); i++) {
        assertNotEquals(seen.get(i - 1)[0], seen.get(i)[0]);
      }
      assertArrayEquals(seen.get(2), values(training.parameters()));
    }
  }

  /** Each of the two threads waits for the other. */
  @Test
  void passesGradientsOnAllThreads() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> passed = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (DeviceTraining training = new DeviceTraining(new Parameters(DataType.FLOAT, 1), one());
        TrainingLoop loop = new TrainingLoop(training.objective(),
            new TrainingPlan(1, new BatchConfig(4, 1), OPTIMIZER, 3, 2, 1, one()),
            training.optimizer(), training.parameters().names())) {
      loop.run(List.of());
      loop.lastStep().forEachGradient((name, gradient) -> {
        passed.add(name);
        if (threads.add(Thread.currentThread())) {
          assertDoesNotThrow(() -> both.await(10, TimeUnit.SECONDS));
        }
      });
      assertEquals(training.parameters().names().stream().sorted().toList(), passed.stream().sorted().toList());
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
}
