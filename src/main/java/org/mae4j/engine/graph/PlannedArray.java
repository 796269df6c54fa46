package org.mae4j.engine.graph;

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
public record PlannedArray(Storage storage, long[] shape) {

  /** Returns the type of the elements. */
  public DataType type() {
    return storage.type;
  }

  /** Returns the size of the elements that are stored. */
  public long storedBytes() {
    return storage.length * storage.type.width();
  }

  /** Sets the number of elements that are stored, of all values that share them. */
  public void store(long length) {
    storage.length = length;
  }

  /** Elements that are alive from the operation that writes them to the last one that reads them. */
  public static final class Storage {
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
