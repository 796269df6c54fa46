package org.mae4j.train.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.HostTransfer;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.update.StepUpdate;
import org.mae4j.engine.parallel.WorkerThreads;
import org.mae4j.train.optimizer.Muon;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.ParameterOptimizer;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of the gradients of the last step on a device, and of what it added to the parameters, in the host's memory. */
final class DeviceGradients implements AutoCloseable {
  private final Device device;
  private final DeviceState state;
  private final StepUpdate update;
  private final Optimizer optimizer;
  private final List<String> trained;
  private final WorkerThreads threads;
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();

  /**
   * @param trained names of the parameters, in the order of {@code state} and {@code update}
   * @param threads number of threads that work on the gradients
   */
  DeviceGradients(Device device, DeviceState state, StepUpdate update, Optimizer optimizer, List<String> trained,
      int threads) {
    this.device = device;
    this.state = state;
    this.update = update;
    this.optimizer = optimizer;
    this.trained = trained;
    this.threads = new WorkerThreads(threads);
  }

  /** Returns the gradients by parameter; the next call overwrites them. */
  Map<String, INDArray> all() {
    synchronized (device) {
      trained.forEach(name -> state.downloadGradient(name,
          gradients.computeIfAbsent(name, key -> optimizer.of(key).parameter().ulike())));
    }
    return gradients;
  }

  /** Passes each parameter's name and gradient to {@code work}; a parameter is passed on one thread. */
  void forEach(BiConsumer<String, INDArray> work) {
    Map<String, INDArray> all = all();
    threads.share(trained.size(), i -> work.accept(trained.get(i), all.get(trained.get(i))));
  }

  /**
   * Returns what a step added to a parameter. It takes the directions of Muon from the device, because the CPU needs longer
   * for them than the device for many steps.
   */
  float[] change(String name, float[] values, INDArray gradient, UpdateStep step) {
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

  /** Frees the copies. */
  @Override
  public void close() {
    threads.close();
    gradients.values().forEach(INDArray::close);
    gradients.clear();
  }
}
