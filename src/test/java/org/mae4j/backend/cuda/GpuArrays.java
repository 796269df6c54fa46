package org.mae4j.backend.cuda;

import org.bytedeco.javacpp.FloatPointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;

/** Copies arrays to a GPU and back. */
final class GpuArrays {
  private GpuArrays() {}

  static DeviceMemory write(Device gpu, float[] values) {
    DeviceMemory memory = gpu.allocate(4L * values.length);
    try (FloatPointer host = new FloatPointer(values)) {
      gpu.upload(host, memory.address(), memory.bytes());
    }
    return memory;
  }

  static float[] read(Device gpu, DeviceMemory memory, int count) {
    float[] values = new float[count];
    try (FloatPointer host = new FloatPointer(count)) {
      gpu.download(memory.address(), host, 4L * count);
      host.get(values);
    }
    return values;
  }
}
