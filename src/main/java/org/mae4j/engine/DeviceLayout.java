package org.mae4j.engine;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.PlannedArray;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of a plan on a device: a block for each type of the values, at the offsets of a {@link MemoryLayout}, and
 * a copy of each constant and parameter that an operation reads.
 */
final class DeviceLayout implements AutoCloseable {
  private final Device device;
  private final MemoryLayout layout;
  private final Map<DataType, DeviceMemory> blocks = new EnumMap<>(DataType.class);
  private final Map<String, DeviceArray> copies = new LinkedHashMap<>();
  private final Map<String, INDArray> originals = new LinkedHashMap<>();
  private final Resources owned = new Resources();

  DeviceLayout(Device device, MemoryLayout layout) {
    this.device = device;
    this.layout = layout;
  }

  /** Returns the place of a value that the plan computes. */
  DeviceArray array(PlannedArray value) {
    DataType type = value.type();
    DeviceMemory block = blocks.computeIfAbsent(type, t -> allocate(layout.length(t) * t.width()));
    return DeviceArray.of(block.address() + layout.offset(value) * type.width(), type, value.shape());
  }

  /** Returns the place of a constant or parameter, which is copied to the device when it is first asked for. */
  DeviceArray copy(String name, INDArray original) {
    return copies.computeIfAbsent(name, key -> {
      DeviceMemory memory = allocate(bytes(original));
      DeviceArray array = DeviceArray.of(memory.address(), original.dataType(), original.shape());
      originals.put(name, original);
      HostTransfer.upload(device, original, array);
      return array;
    });
  }

  /** Returns the bytes of a copy. */
  static long bytes(INDArray original) {
    return Math.max(1, original.length()) * original.dataType().width();
  }

  /** Returns the copies of constants and parameters by name. */
  Map<String, DeviceArray> copies() {
    return copies;
  }

  /** Copies the present values of all constants and parameters to the device. */
  void refresh() {
    originals.forEach((name, original) -> HostTransfer.upload(device, original, copies.get(name)));
  }

  /** Returns memory that is freed with the layout. */
  DeviceMemory allocate(long bytes) {
    return owned.add(device.allocate(bytes));
  }

  @Override
  public void close() {
    owned.close();
  }
}
