package org.mae4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.engine.device.DeviceArray;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The placeholders of a plan on a device, and their arrays in memory of the host that the device copies fast. There may be
 * several arrays of the host, so that the next batch can be written before the copy of the last one is made.
 */
final class Placeholders implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Device device;
  private final Map<String, DeviceArray> onDevice;
  private final HostMemory memory;
  private final List<Map<String, INDArray>> onHost = new ArrayList<>();
  private int current;

  /**
   * @param batches number of batches for which there are arrays of the host. After as many uploads and a wait for the
   *     device, the first ones are used again.
   */
  Placeholders(Device device, Map<String, DeviceArray> onDevice, int batches) {
    this.device = device;
    this.onDevice = Map.copyOf(onDevice);
    this.memory = device.allocateOnHost(Math.max(ALIGNMENT,
        batches * onDevice.values().stream().mapToLong(Placeholders::alignedBytes).sum()));
    long address = memory.pointer().address();
    for (int i = 0; i < batches; i++) {
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, DeviceArray> entry : onDevice.entrySet()) {
        arrays.put(entry.getKey(), array(entry.getValue(), address));
        address += alignedBytes(entry.getValue());
      }
      onHost.add(arrays);
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

  /**
   * Returns the array of the host for the next upload.
   *
   * @throws IllegalArgumentException if there is no such placeholder
   */
  INDArray array(String name) {
    return GraphPlan.require(onHost.get(current), name);
  }

  /** Starts to copy the present arrays to the device; the next ones of the host become the present ones. */
  void upload() {
    Map<String, INDArray> arrays = onHost.get(current);
    onDevice.forEach((name, array) -> device.uploadLater(arrays.get(name).data().addressPointer(), array.address(),
        array.bytes()));
    current = (current + 1) % onHost.size();
  }

  /** Returns the placeholders with arrays of the host for {@code batches} batches; frees these. */
  Placeholders withBatches(int batches) {
    Placeholders others = new Placeholders(device, onDevice, batches);
    close();
    return others;
  }

  @Override
  public void close() {
    onHost.forEach(arrays -> arrays.values().forEach(INDArray::close));
    memory.close();
  }
}
