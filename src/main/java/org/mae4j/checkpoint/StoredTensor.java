package org.mae4j.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where and how a file holds a tensor.
 *
 * @param shape each dimension at least 1; none for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record StoredTensor(String name, ElementType type, long[] shape, long begin, long end) {
  /** A shape as messages show it: {@code 3×4}, or {@code scalar}. */
  static String describe(long[] shape) {
    return shape.length == 0 ? "scalar"
        : Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×"));
  }

  /**
   * Bytes of a tensor of that type and shape.
   *
   * @throws ArithmeticException if they are more than a long counts
   */
  static long bytes(ElementType type, long[] shape) {
    return Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
  }
}
