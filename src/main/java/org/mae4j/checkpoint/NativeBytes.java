package org.mae4j.checkpoint;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Access to the values of arrays in native memory, row by row, without a copy on the heap. Every platform that ND4J
 * runs on is little-endian, as the file is.
 */
public final class NativeBytes {
  /** Size of a chunk in bytes: buffers count bytes with an int, and larger chunks are not faster. */
  private static final int CHUNK = 1 << 20;

  private NativeBytes() {}

  /** Processes a part of the values; the buffer is native memory that is not valid after the call. */
  interface Chunk {
    void accept(ByteBuffer values) throws IOException;
  }

  /** Passes all values of {@code array} to {@code use}, in order. */
  static void read(INDArray array, Chunk chunk) throws IOException {
    if (isRowMajor(array)) {
      visit(array, chunk);
      return;
    }
    try (INDArray copy = array.dup('c')) {
      visit(copy, chunk);
    }
  }

  /**
   * Returns the values of a row-major array of less than 2 GiB, in place: valid until the array is closed.
   *
   * @throws IllegalArgumentException if the array is not row-major
   */
  public static ByteBuffer view(INDArray array) {
    if (!isRowMajor(array)) {
      throw new IllegalArgumentException("strides " + Arrays.toString(array.stride()) + " are not row-major");
    }
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    BytePointer pointer = new BytePointer(array.data().addressPointer());
    return pointer.limit(array.length() * array.dataType().width()).asByteBuffer();
  }

  /** Lets all values of {@code array} be filled in, in order. */
  static void write(INDArray array, Chunk chunk) throws IOException {
    if (isRowMajor(array)) {
      visit(array, chunk);
      Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
      return;
    }
    try (INDArray values = Nd4j.createUninitialized(array.dataType(), array.shape(), 'c')) {
      write(values, chunk);
      array.assign(values);
    }
  }

  private static void visit(INDArray array, Chunk chunk) throws IOException {
    long length = array.length() * array.dataType().width();
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    try {
      // Points at the first value of a view, too.
      BytePointer pointer = new BytePointer(array.data().addressPointer());
      for (long from = 0; from < length; from += CHUNK) {
        pointer.position(from).limit(Math.min(from + CHUNK, length));
        chunk.accept(pointer.asByteBuffer());
      }
    } finally {
      Reference.reachabilityFence(array); // else its memory could be freed while only the pointer is in use
    }
  }

  /** Decides by strides, because the order that a view reports does not tell of gaps between its rows. */
  private static boolean isRowMajor(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }
}
