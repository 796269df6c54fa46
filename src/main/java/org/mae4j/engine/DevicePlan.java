package org.mae4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.RecordedOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A plan on a device, whose operations are recorded. Placeholders and outputs have an array on the host. Plans of one
 * device may be used by several threads; they run one after the other.
 */
public final class DevicePlan implements GraphPlan {
  private final Device device;
  private final DeviceLayout layout;
  private final List<PlannedOp> operations;
  private Placeholders placeholders;
  private final Map<String, DeviceArray> outputs;
  private final Map<String, INDArray> downloaded = new LinkedHashMap<>();
  private final RecordedOperations recorded;
  private final long bytes;
  private final Resources owned = new Resources();

  DevicePlan(Device device, DeviceLayout layout, List<PlannedOp> operations, Map<String, DeviceArray> placeholders,
      Map<String, DeviceArray> outputs, long bytes) {
    this.device = device;
    this.layout = layout;
    this.operations = List.copyOf(operations);
    this.placeholders = new Placeholders(device, placeholders, 1);
    this.outputs = Map.copyOf(outputs);
    this.recorded = new RecordedOperations(device, () -> this.operations.forEach(PlannedOp::run));
    this.bytes = bytes;
    owned.add(layout);
    owned.add(() -> this.placeholders.close());
    owned.add(recorded);
  }

  private static INDArray host(DeviceArray array) {
    return Nd4j.create(array.type(), array.dimensions());
  }

  @Override
  public INDArray placeholder(String name) {
    return placeholders.array(name);
  }

  @Override
  public INDArray output(String name) {
    GraphPlan.require(outputs, name);
    INDArray array = downloaded.get(name);
    if (array == null) {
      throw new IllegalStateException(name + " is on the device: the plan was not run");
    }
    return array;
  }

  @Override
  public void run() {
    synchronized (device) {
      upload();
      launch();
      outputs.forEach((name, array) -> HostTransfer.download(device, array,
          downloaded.computeIfAbsent(name, key -> host(array))));
    }
  }

  /**
   * Has memory of the host for several batches; the contents of the placeholders are lost.
   *
   * @param batches number of calls of {@link #upload} between two waits for the device, and one for the batch that is
   *     written meanwhile
   */
  public void holdBatches(int batches) {
    placeholders = placeholders.withBatches(batches);
  }

  /**
   * Starts to copy the placeholders to the device while it computes. They must not change until {@link #upload}, which
   * must follow.
   */
  public void send() {
    placeholders.send();
  }

  /**
   * Puts the placeholders onto the device, after all that was started before. {@link #placeholder} returns arrays for the
   * next batch then, whose contents are undefined.
   */
  public void upload() {
    placeholders.upload();
  }

  /** Starts the computation of the outputs, which stay on the device. */
  public void launch() {
    recorded.run();
  }

  /** Returns the place of an output on the device. */
  public DeviceArray outputOnDevice(String name) {
    return GraphPlan.require(outputs, name);
  }

  /** Returns the place of a parameter on the device. */
  public DeviceArray parameterOnDevice(String name) {
    return GraphPlan.require(layout.copies(), name);
  }

  @Override
  public void refresh() {
    synchronized (device) {
      layout.refresh();
    }
  }

  @Override
  public List<PlannedOp> operations() {
    return operations;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    synchronized (device) {
      owned.close();
    }
    downloaded.values().forEach(INDArray::close);
    downloaded.clear();
  }
}
