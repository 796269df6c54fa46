package org.mae4j.train.step;

import java.util.List;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;
import org.mae4j.engine.DevicePlan;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.update.MicroBatchSum;
import org.mae4j.engine.device.update.ParameterBlock;
import org.mae4j.train.objective.Objective;

/**
 * What one device computes of each step: the gradients and losses of some micro-batches, one after the other, and the sums of
 * the gradients.
 */
final class DeviceShare implements AutoCloseable {
  private final Device device;
  private final DevicePlan plan;
  private final DeviceArray loss;
  private final List<DeviceArray> parameters;
  private final ParameterBlock sums;
  private final MicroBatchSum sum;
  private final Resources owned;
  private final int number;
  private boolean written;

  /**
   * @param number of the device, and of the first of its micro-batches
   * @param devices number of devices that compute micro-batches in turn
   * @param trained names of the parameters
   */
  DeviceShare(Device device, int number, int devices, Objective objective, TrainingPlan training,
      List<String> trained) {
    this.device = device;
    this.number = number;
    int microBatches = training.batch().microBatches();
    try (Resources made = new Resources()) {
      this.plan = made.add(GraphPlan.gradients(device, objective.graph(training.batch().microBatch()),
          objective.loss(), trained));
      plan.holdBatches((microBatches + devices - 1) / devices + 1);
      this.loss = plan.outputOnDevice(objective.loss());
      this.parameters = trained.stream().map(plan::parameterOnDevice).toList();
      this.sums = made.add(new ParameterBlock(device, parameters, microBatches));
      this.sum =
          made.add(new MicroBatchSum(device, trained.stream().map(plan::outputOnDevice).toList(), sums.arrays()));
      this.owned = made.keep();
    }
  }

  /** Writes a micro-batch and starts to copy it to the device, while that computes the one before. */
  void write(TrainingSteps.StepBatches batches, long step, int microBatch) {
    batches.copyTo(plan, step, microBatch);
    plan.send();
    written = true;
  }

  /**
   * Starts the computation of a micro-batch, which is written first if it is not.
   *
   * @param factor by which the sums are multiplied after it
   */
  void compute(TrainingSteps.StepBatches batches, long step, int microBatch, float factor) {
    if (!written) {
      write(batches, step, microBatch);
    }
    written = false;
    plan.upload();
    plan.launch();
    device.copy(loss.address(), sums.loss(microBatch), Float.BYTES);
    sum.add(microBatch == number, factor);
  }

  Device device() {
    return device;
  }

  DevicePlan plan() {
    return plan;
  }

  /** Returns the parameters on the device, in order. */
  List<DeviceArray> parameters() {
    return parameters;
  }

  /** Returns the sums of the gradients, and the losses of the micro-batches of this device. */
  ParameterBlock sums() {
    return sums;
  }

  /** Returns what adds the gradients of each micro-batch to {@link #sums}. */
  MicroBatchSum sum() {
    return sum;
  }

  /** Returns the memory on the device. */
  long bytes() {
    return plan.bytes() + sums.bytes() + sum.bytes();
  }

  @Override
  public void close() {
    owned.close();
  }
}
