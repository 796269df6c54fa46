package org.mae4j.engine.device.kernel;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense row-major array in the memory of a device.
 *
 * @param address of the first element
 * @param type of the elements: {@code FLOAT} or {@code INT32}
 * @param shape dimensions; empty for a scalar
 */
public record DeviceArray(long address, DataType type, List<Long> shape) {
  public DeviceArray {
    shape = List.copyOf(shape);
    if (type != DataType.FLOAT && type != DataType.INT32) {
      throw new IllegalArgumentException("a device has no kernels for arrays of type " + type);
    }
  }

  /** Returns an array of the given dimensions. */
  public static DeviceArray of(long address, DataType type, long... shape) {
    return new DeviceArray(address, type, Arrays.stream(shape).boxed().toList());
  }

  /**
   * Returns the number of elements; 1 for a scalar.
   *
   * @throws ArithmeticException if it is above 2³¹ − 1, which the kernels' indices cannot count
   */
  public int length() {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /** Returns the size in bytes. @throws ArithmeticException as {@link #length} */
  public long bytes() {
    return (long) length() * type.width();
  }

  /** Returns the shape as ND4J takes it. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns the size of the last dimension. */
  public int width() {
    return size(shape.size() - 1);
  }

  /** Returns the number of rows: the product of all dimensions but the last. */
  public int rows() {
    return length() / width();
  }

  public int size(int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }

  public int rank() {
    return shape.size();
  }

  public boolean isFloat() {
    return type == DataType.FLOAT;
  }
}
