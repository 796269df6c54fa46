package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of a test on a device. */
public final class DeviceArrays implements AutoCloseable {
  private static final double TOLERANCE = 1e-5;

  private final Device device;
  private final List<DeviceMemory> memory = new ArrayList<>();

  public DeviceArrays(Device device) {
    this.device = device;
  }

  /** Returns the array at an address that has the type and the shape of another one. */
  public static DeviceArray at(long address, DeviceArray like) {
    return new DeviceArray(address, like.type(), like.shape());
  }

  /** Returns a copy of an array. */
  public DeviceArray upload(INDArray array) {
    DeviceArray copy = poisoned(array);
    device.upload(array.data().addressPointer(), copy.address(), array.length() * array.dataType().width());
    return copy;
  }

  /** Returns an array of the same shape, full of NaN. */
  public DeviceArray poisoned(INDArray like) {
    return DeviceArray.of(allocate(like.length() * like.dataType().width()), like.dataType(), like.shape());
  }

  public long allocate(long bytes) {
    DeviceMemory allocated = device.allocate(bytes);
    memory.add(allocated);
    return allocated.address();
  }

  void launch(DeviceOperation operation) {
    operation.launch(device, allocate(Math.max(1, operation.workspaceBytes())));
  }

  /** Returns the values of an array, converted to floats. */
  public float[] download(DeviceArray array) {
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

  /** Checks values of kernels that compute in 32 bits. */
  public static void assertClose(float[] expected, float[] actual, String name) {
    assertEquals(0, relativeError(expected, actual), TOLERANCE, name);
  }

  /** Returns the norm of the difference divided by the norm of what is expected, which must not be 0. */
  static double relativeError(float[] expected, float[] actual) {
    double norm = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      norm += (double) expected[i] * expected[i];
      difference += Math.pow((double) expected[i] - actual[i], 2);
    }
    assertFalse(norm == 0, "all values are 0");
    return Math.sqrt(difference / norm);
  }
}
