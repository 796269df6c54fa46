package org.mae4j.engine;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An array that a plan computes. Its place in memory is decided when all lifetimes are known.
 *
 * <p>Values that have the same elements in another shape share one {@link Storage}.
 *
 * @param storage the elements
 * @param shape dimensions, row-major
 */
record PlannedArray(Storage storage, long[] shape) {

  /** Elements that are alive from the operation that writes them to the last one that reads them. */
  static final class Storage {
    final DataType type;
    /** Number of elements that are stored; a device stores only a part of some. */
    long length;
    final int written;
    int lastRead;

    Storage(DataType type, long length, int written) {
      this.type = type;
      this.length = length;
      this.written = written;
      this.lastRead = written;
    }

    boolean overlaps(Storage other) {
      return written <= other.lastRead && other.written <= lastRead;
    }
  }

  static long length(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
