package org.mae4j.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The place and the layout of a tensor in a file.
 *
 * @param shape each dimension at least 1; empty for a scalar
 * @param begin first byte, relative to the end of the header
 * @param end byte after the last
 */
record StoredTensor(String name, ElementType type, long[] shape, long begin, long end) {
  /** Returns a shape as messages show it: {@code 3×4}, or {@code scalar}. */
  static String describe(long[] shape) {
    return shape.length == 0 ? "scalar"
        : Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×"));
  }

  /**
   * Returns the bytes of a tensor of that type and shape.
   *
   * @throws ArithmeticException if a long cannot hold the number
   */
  static long bytes(ElementType type, long[] shape) {
    return Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
  }
}
