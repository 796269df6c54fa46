package org.mae4j.train.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.update.StepResult;
import org.mae4j.engine.device.update.StepUpdate;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a training on one device or several: parameters, gradients and the state of the optimizer stay there, and
 * the host gets the loss and the norms of a step. The first device updates the parameters. The micro-batches of a step are
 * dealt out to the devices in turn, each of which computes its own one after the other.
 */
final class DeviceSteps implements TrainingSteps {
  private final Device device;
  private final Optimizer optimizer;
  private final int microBatches;
  private final List<DeviceShare> shares = new ArrayList<>();
  private final DeviceShare first;
  private final Optional<DeviceExchange> exchange;
  private final DeviceState state;
  private final StepUpdate update;
  private final Resources owned;
  private final DeviceGradients gradients;
  private StepResult result = new StepResult(0, new double[0]);
  private boolean uploaded;
  private boolean changed;

  /**
   * Creates steps that begin with the values that the parameters and the optimizer have at the first of them.
   *
   * @param devices at least one; no more of them compute than a step has micro-batches
   */
  DeviceSteps(List<Device> devices, Objective objective, TrainingPlan training, Optimizer optimizer,
      List<String> trained) {
    this.device = devices.get(0);
    this.optimizer = optimizer;
    this.microBatches = training.batch().microBatches();
    int computing = Math.min(devices.size(), microBatches);
    synchronized (device) {
      try (Resources made = new Resources()) {
        for (int i = 0; i < computing; i++) {
          shares.add(made.add(new DeviceShare(devices.get(i), i, computing, objective, training, trained)));
        }
        this.first = shares.get(0);
        this.exchange =
            computing == 1 ? Optional.empty() : Optional.of(made.add(new DeviceExchange(shares, microBatches)));
        this.state =
            made.add(new DeviceState(device, first.plan(), optimizer, trained, first.sums().arrays()));
        this.update = made.add(new StepUpdate(device, state.arrays(),
            exchange.map(DeviceExchange::sum).orElse(first.sum()), first.sums().loss(0), microBatches));
        this.owned = made.keep();
      }
    }
    this.gradients = new DeviceGradients(device, state, update, optimizer, trained, training.threads());
  }

  /**
   * Also updates the parameters, if loss and gradients are finite. While the first device computes, its next micro-batch
   * is written.
   */
  @Override
  public double compute(long number, long updates, double learningRate, StepBatches batches, boolean more) {
    synchronized (device) {
      upload();
      update.begin(optimizer.scalars(updates, learningRate));
      for (int i = 0; i < microBatches; i++) {
        boolean last = shares.size() == 1 && i == microBatches - 1;
        shares.get(i % shares.size()).compute(batches, number, i, last ? 1f / microBatches : 1);
      }
      exchange.ifPresent(DeviceExchange::collect);
      update.apply();
      changed = true;
      if (more) {
        first.write(batches, number + 1, 0);
      }
      result = update.result();
      exchange.ifPresent(DeviceExchange::distribute);
      return result.loss();
    }
  }

  /** Copies parameters and the state of the optimizer to the devices before the first step. */
  private void upload() {
    if (!uploaded) {
      shares.forEach(share -> share.plan().refresh());
      state.upload();
      uploaded = true;
    }
  }

  @Override
  public double[] squaredNorms() {
    return result.squaredNorms();
  }

  /** Does nothing: the device has updated the parameters by the same numbers. */
  @Override
  public void apply(UpdateStep step) {}

  @Override
  public Map<String, INDArray> gradients() {
    return gradients.all();
  }

  @Override
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    gradients.forEach(work);
  }

  @Override
  public float[] lastChange(String name, float[] values, INDArray gradient, UpdateStep step) {
    return gradients.change(name, values, gradient, step);
  }

  @Override
  public void writeBack() {
    if (changed) {
      synchronized (device) {
        state.download();
      }
      changed = false;
    }
  }

  @Override
  public int parallel() {
    return 1;
  }

  /** Returns the memory on the first device, which has the most. */
  @Override
  public long bytes() {
    return first.bytes() + exchange.map(DeviceExchange::bytes).orElse(0L) + state.bytes() + update.bytes();
  }

  @Override
  public void close() {
    synchronized (device) {
      owned.close();
    }
    gradients.close();
  }
}
