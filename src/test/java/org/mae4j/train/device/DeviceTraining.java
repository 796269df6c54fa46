package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.TrainingState;
import org.mae4j.train.Trainings;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/** Two epochs of four steps, on devices. */
final class DeviceTraining implements AutoCloseable {
  /** Uses every part of the optimizer: warm-up, weight decay and clipping, which bounds some of the steps. */
  static final OptimizerConfig OPTIMIZER = Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-6, 0.05, 0.5);
  static final double DECAY = 0.9;

  private final Parameters parameters;
  private final Objective objective;
  private final TrainedWeights weights;
  private final Optimizer optimizer;
  private final DeviceGroup devices;

  DeviceTraining(Parameters parameters, DeviceGroup devices) {
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

  Parameters parameters() {
    return parameters;
  }

  Objective objective() {
    return objective;
  }

  TrainedWeights weights() {
    return weights;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Returns devices whose copies beside computations are early; those of {@link TestedDevice#open()} are late. */
  static DeviceGroup several(int count) {
    return new DeviceGroup(Stream.generate(() -> TestedDevice.open(true)).limit(count).toList());
  }

  static TrainingPlan plan(int epochs, BatchConfig batch, DeviceGroup where) {
    return new TrainingPlan(epochs, batch, OPTIMIZER, 3, 1, 1, where);
  }

  static float[] values(Parameters parameters) {
    List<float[]> all = parameters.names().stream().map(name -> HostCopy.read(parameters.get(name))).toList();
    float[] values = new float[all.stream().mapToInt(array -> array.length).sum()];
    int from = 0;
    for (float[] array : all) {
      System.arraycopy(array, 0, values, from, array.length);
      from += array.length;
    }
    return values;
  }

  @Override
  public void close() {
    optimizer.close();
    weights.close();
    parameters.close();
  }

  /** Stops a training from a listener. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
