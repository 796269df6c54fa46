package org.mae4j.train.step;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.engine.DevicePlan;
import org.mae4j.engine.HostTransfer;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.update.ParameterBlock;
import org.mae4j.engine.device.update.TrainedArray;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.optimizer.AdamW;
import org.mae4j.train.optimizer.Muon;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.ParameterOptimizer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moments and averages of the parameters of a training in one block of a device. */
public final class DeviceState implements AutoCloseable {
  /** Arrays of the size of a parameter: two moments and an average. */
  private static final int ARRAYS = 3;

  private final Device device;
  private final DeviceMemory memory;
  private final Map<String, TrainedArray> arrays = new LinkedHashMap<>();
  /** Arrays of the host by their copies on the device: the state of the optimizer. */
  private final Map<DeviceArray, INDArray> state = new LinkedHashMap<>();
  /** Arrays of the host by their copies on the device, which belong to the plan. */
  private final Map<DeviceArray, INDArray> parameters = new LinkedHashMap<>();
  private long used;

  /**
   * @param trained names of the parameters
   * @param gradients of the parameters, in their order
   */
  DeviceState(Device device, DevicePlan plan, Optimizer optimizer, List<String> trained, List<DeviceArray> gradients) {
    this.device = device;
    this.memory = device.allocate(bytes(trained.stream().mapToLong(name -> plan.parameterOnDevice(name).length())));
    for (int i = 0; i < trained.size(); i++) {
      String name = trained.get(i);
      arrays.put(name, array(plan, optimizer, name, gradients.get(i)));
    }
  }

  /**
   * Returns the memory of a training of all {@code parameters} beside its plan, in bytes: this block, that of the gradients
   * and, if several devices train together, that of gradients of the others.
   */
  public static long bytes(Parameters parameters, boolean several) {
    long[] lengths = parameters.names().stream().mapToLong(name -> parameters.get(name).length()).toArray();
    return bytes(Arrays.stream(lengths)) + (several ? 2 : 1) * ParameterBlock.bytes(Arrays.stream(lengths), 1);
  }

  private static long bytes(LongStream lengths) {
    return ARRAYS * lengths.map(ParameterBlock::aligned).sum();
  }

  private TrainedArray array(DevicePlan plan, Optimizer optimizer, String name, DeviceArray gradient) {
    ParameterOptimizer own = optimizer.of(name);
    DeviceArray values = plan.parameterOnDevice(name);
    parameters.put(values, own.parameter());
    long average = optimizer.average(name).map(array -> copied(array).address()).orElse(0L);
    boolean byMuon = own instanceof Muon;
    DeviceArray first = copied(own instanceof Muon muon ? muon.sum() : ((AdamW) own).first());
    DeviceArray second = byMuon ? first : copied(((AdamW) own).second());
    return new TrainedArray(values, plan.outputOnDevice(name), gradient, first, second, average, own.decay(),
        own.scale(), byMuon);
  }

  private DeviceArray copied(INDArray original) {
    DeviceArray copy = next(original);
    state.put(copy, original);
    return copy;
  }

  /** Returns the next unused part of the block. */
  private DeviceArray next(INDArray like) {
    DeviceArray array = DeviceArray.of(memory.address() + used, DataType.FLOAT, like.shape());
    used += ParameterBlock.aligned(array.length());
    return array;
  }

  /** Returns the arrays in the order of the parameters. */
  List<TrainedArray> arrays() {
    return List.copyOf(arrays.values());
  }

  /** Copies the state of the optimizer to the device. */
  void upload() {
    state.forEach((copy, original) -> HostTransfer.upload(device, original, copy));
  }

  /** Copies the parameters and the state of the optimizer from the device. */
  void download() {
    parameters.forEach((copy, original) -> HostTransfer.download(device, copy, original));
    state.forEach((copy, original) -> HostTransfer.download(device, copy, original));
  }

  /** Copies the mean gradient of a parameter from the device. */
  void downloadGradient(String name, INDArray target) {
    HostTransfer.download(device, arrays.get(name).gradient(), target);
  }

  /** Returns the size of the block. */
  long bytes() {
    return memory.bytes();
  }

  @Override
  public void close() {
    memory.close();
  }
}
