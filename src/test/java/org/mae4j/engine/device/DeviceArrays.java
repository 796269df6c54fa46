package org.mae4j.engine.device;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of a test on a device. */
final class DeviceArrays implements AutoCloseable {
  private final Device device;
  private final List<DeviceMemory> memory = new ArrayList<>();

  DeviceArrays(Device device) {
    this.device = device;
  }

  /** Returns the array at an address that has the type and the shape of another one. */
  static DeviceArray at(long address, DeviceArray like) {
    return new DeviceArray(address, like.type(), like.shape());
  }

  /** Returns a copy of an array. */
  DeviceArray upload(INDArray array) {
    DeviceArray copy = poisoned(array);
    device.upload(array.data().addressPointer(), copy.address(), array.length() * array.dataType().width());
    return copy;
  }

  /** Returns an array of the same shape, full of NaN. */
  DeviceArray poisoned(INDArray like) {
    return DeviceArray.of(allocate(like.length() * like.dataType().width()), like.dataType(), like.shape());
  }

  long allocate(long bytes) {
    DeviceMemory allocated = device.allocate(bytes);
    memory.add(allocated);
    return allocated.address();
  }

  void launch(DeviceOperation operation) {
    operation.launch(device, allocate(Math.max(1, operation.workspaceBytes())));
  }

  /** Returns the values of an array, converted to floats. */
  float[] download(DeviceArray array) {
    float[] values = new float[array.length()];
    if (array.isFloat()) {
      try (FloatPointer host = new FloatPointer(values.length)) {
        device.download(array.address(), host, (long) values.length * Float.BYTES);
        host.get(values);
      }
    } else {
      try (IntPointer host = new IntPointer(values.length)) {
        device.download(array.address(), host, (long) values.length * Integer.BYTES);
        for (int i = 0; i < values.length; i++) {
          values[i] = host.get(i);
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    memory.forEach(DeviceMemory::close);
  }
}
