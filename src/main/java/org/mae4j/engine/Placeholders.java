package org.mae4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.engine.device.DeviceArray;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The placeholders of a plan on a device, and their arrays in memory of the host that the device copies fast. */
final class Placeholders implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Device device;
  private final Map<String, DeviceArray> onDevice;
  private final HostMemory memory;
  private final Map<String, INDArray> onHost = new LinkedHashMap<>();

  Placeholders(Device device, Map<String, DeviceArray> onDevice) {
    this.device = device;
    this.onDevice = Map.copyOf(onDevice);
    this.memory = device.allocateOnHost(
        Math.max(ALIGNMENT, onDevice.values().stream().mapToLong(Placeholders::alignedBytes).sum()));
    long address = memory.pointer().address();
    for (Map.Entry<String, DeviceArray> entry : onDevice.entrySet()) {
      onHost.put(entry.getKey(), array(entry.getValue(), address));
      address += alignedBytes(entry.getValue());
    }
  }

  private static long alignedBytes(DeviceArray array) {
    return (array.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Returns an array at {@code address}, which ND4J does not free. */
  private static INDArray array(DeviceArray like, long address) {
    PagedPointer pointer = new PagedPointer(address);
    Pointer elements = like.isFloat() ? pointer.asFloatPointer() : pointer.asIntPointer();
    DataBuffer buffer = Nd4j.createBuffer(elements.capacity(like.length()), like.length(), like.type());
    return Nd4j.create(buffer, like.dimensions(), Nd4j.getStrides(like.dimensions(), 'c'), 0, 'c');
  }

  /** Returns the array of the host. @throws IllegalArgumentException if there is no such placeholder */
  INDArray array(String name) {
    return GraphPlan.require(onHost, name);
  }

  /** Copies all arrays to the device. */
  void upload() {
    onDevice.forEach((name, array) -> HostTransfer.upload(device, onHost.get(name), array));
  }

  @Override
  public void close() {
    onHost.values().forEach(INDArray::close);
    memory.close();
  }
}
