package org.mae4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;
import org.mae4j.engine.DevicePlan;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.HostTransfer;
import org.mae4j.engine.WorkerThreads;
import org.mae4j.engine.device.DeviceArray;
import org.mae4j.engine.device.StepResult;
import org.mae4j.engine.device.StepUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a training on a device: parameters, gradients and the state of the optimizer stay there, and the host gets
 * the loss and the norms of a step. The micro-batches of a step are computed one after the other.
 */
final class DeviceSteps implements TrainingSteps {
  private final Device device;
  private final Optimizer optimizer;
  private final List<String> trained;
  private final int microBatches;
  private final DevicePlan plan;
  private final DeviceArray loss;
  private final DeviceState state;
  private final StepUpdate update;
  private final Resources owned;
  private final WorkerThreads threads;
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private StepResult result = new StepResult(0, new double[0]);
  private boolean uploaded;
  /** Whether the first micro-batch of the next step is in the placeholders. */
  private boolean written;
  private boolean changed;

  /** Creates steps that begin with the values that the parameters and the optimizer have at the first of them. */
  DeviceSteps(Device device, Objective objective, TrainingLoop.Plan training, Optimizer optimizer,
      List<String> trained) {
    this.device = device;
    this.optimizer = optimizer;
    this.trained = trained;
    this.microBatches = training.batch().microBatches();
    synchronized (device) {
      try (Resources made = new Resources()) {
        this.plan = made.add(GraphPlan.gradients(device, objective.graph(training.batch().microBatch()),
            objective.loss(), trained));
        plan.holdBatches(microBatches + 1);
        this.loss = plan.outputOnDevice(objective.loss());
        this.state = made.add(new DeviceState(device, plan, optimizer, trained));
        this.update = made.add(new StepUpdate(device, state.arrays(), microBatches));
        this.owned = made.keep();
      }
    }
    this.threads = new WorkerThreads(training.threads());
  }

  /**
   * Also updates the parameters, if loss and gradients are finite. While the device computes, the next micro-batch is
   * written.
   */
  @Override
  public double compute(long number, long updates, double learningRate, StepBatches batches, boolean more) {
    synchronized (device) {
      if (!uploaded) {
        plan.refresh();
        state.upload();
        uploaded = true;
      }
      update.begin(optimizer.scalars(updates, learningRate));
      for (int i = 0; i < microBatches; i++) {
        if (!written) {
          batches.copyTo(plan, number, i);
        }
        written = false;
        plan.upload();
        plan.launch();
        update.add(i, loss);
      }
      update.apply();
      changed = true;
      if (more) {
        batches.copyTo(plan, number + 1, 0);
        written = true;
      }
      result = update.result();
      return result.loss();
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
    synchronized (device) {
      trained.forEach(name -> state.downloadGradient(name,
          gradients.computeIfAbsent(name, key -> optimizer.of(key).parameter().ulike())));
    }
    return gradients;
  }

  @Override
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    Map<String, INDArray> all = gradients();
    threads.share(trained.size(), i -> work.accept(trained.get(i), all.get(trained.get(i))));
  }

  /** Takes the directions of Muon from the device, because the CPU needs longer for them than the device for many steps. */
  @Override
  public float[] lastChange(String name, float[] values, INDArray gradient, UpdateStep step) {
    ParameterOptimizer updated = optimizer.of(name);
    return updated instanceof Muon muon ? muon.lastChange(values, direction(name, muon.parameter()), step)
        : updated.lastChange(values, gradient, step);
  }

  private float[] direction(String name, INDArray parameter) {
    DeviceArray direction = update.direction(trained.indexOf(name)).orElseThrow();
    try (INDArray copy = parameter.ulike()) {
      synchronized (device) {
        HostTransfer.download(device, direction, copy);
      }
      return HostCopy.read(copy);
    }
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

  @Override
  public long bytes() {
    return plan.bytes() + state.bytes() + update.bytes();
  }

  @Override
  public void close() {
    synchronized (device) {
      owned.close();
    }
    threads.close();
    gradients.values().forEach(INDArray::close);
    gradients.clear();
  }
}
