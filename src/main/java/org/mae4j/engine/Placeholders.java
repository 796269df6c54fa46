package org.mae4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.backend.device.UploadBuffer;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The placeholders of a plan on a device, and their arrays in memory of the host that the device copies fast. A batch is
 * copied into a buffer of the device first, so that it is there while the device still computes with the one before. There
 * may be several arrays of the host, so that the next batch can be written before the copy of the last one is made.
 */
final class Placeholders implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Device device;
  private final Map<String, DeviceArray> onDevice;
  private final List<Map<String, INDArray>> onHost = new ArrayList<>();
  private final long bytes;
  private final HostMemory memory;
  private final UploadBuffer buffer;
  private final Resources owned;
  private int current;
  private boolean sent;

  /**
   * @param batches number of batches for which there are arrays of the host. After as many uploads and a wait for the
   *     device, the first ones are used again.
   */
  Placeholders(Device device, Map<String, DeviceArray> onDevice, int batches) {
    this.device = device;
    // The order of the arrays is that of their copies.
    this.onDevice = new LinkedHashMap<>(onDevice);
    this.bytes = bytes(onDevice.values());
    try (Resources made = new Resources()) {
      this.memory = made.add(device.allocateOnHost(batches * bytes));
      this.buffer = made.add(device.allocateForUploads(bytes));
      for (int i = 0; i < batches; i++) {
        onHost.add(arrays(memory.pointer().address() + i * bytes));
      }
      made.add(() -> onHost.forEach(arrays -> arrays.values().forEach(INDArray::close)));
      this.owned = made.keep();
    }
  }

  private Map<String, INDArray> arrays(long start) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    long address = start;
    for (Map.Entry<String, DeviceArray> entry : onDevice.entrySet()) {
      arrays.put(entry.getKey(), array(entry.getValue(), address));
      address += alignedBytes(entry.getValue());
    }
    return arrays;
  }

  /** Returns the bytes of one batch on the device, beside the placeholders. */
  static long bytes(Collection<DeviceArray> arrays) {
    return Math.max(ALIGNMENT, arrays.stream().mapToLong(Placeholders::alignedBytes).sum());
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

  /**
   * Starts to copy the present arrays to the device, beside what it computes. They must not change until {@link #upload},
   * which must follow.
   */
  void send() {
    buffer.upload(new PagedPointer(memory.pointer().address() + current * bytes));
    sent = true;
  }

  /**
   * Puts the present arrays, which are sent first if they are not, into the placeholders after all earlier calls; the next
   * ones of the host become the present ones.
   */
  void upload() {
    if (!sent) {
      send();
    }
    sent = false;
    buffer.acquire();
    long source = buffer.address();
    for (DeviceArray array : onDevice.values()) {
      device.copy(source, array.address(), array.bytes());
      source += alignedBytes(array);
    }
    buffer.release();
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
    owned.close();
  }
}
