package org.mae4j.ops.cpu;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native floats that are read and written in blocks that fit in the first-level cache. */
public final class FloatBlock {
  /** Number of elements of a full block. */
  public static final int PIECE = 2048;

  private static final ThreadLocal<float[][]> BUFFERS = ThreadLocal.withInitial(() -> new float[4][PIECE]);

  private final FloatBuffer values;
  private final int length;

  /** @param array dense */
  public FloatBlock(INDArray array) {
    this.length = Math.toIntExact(array.length());
    this.values = new FloatPointer(array.data().addressPointer()).capacity(length).asBuffer();
  }

  /**
   * Returns memory for a block that belongs to this thread and is used again: new arrays for each parameter in each
   * step would be most of a step's garbage.
   *
   * @param number of the block, from 0 to 3
   */
  public static float[] buffer(int number) {
    return BUFFERS.get()[number];
  }

  public int length() {
    return length;
  }

  /** Returns the number of elements of the block that starts at {@code from}. */
  public int pieceAt(int from) {
    return Math.min(PIECE, length - from);
  }

  public void read(int from, float[] target) {
    values.get(from, target, 0, pieceAt(from));
  }

  public void write(int from, float[] source) {
    values.put(from, source, 0, pieceAt(from));
  }

  /** Computes {@code this = a · x + b · y} on all elements; this may be x or y. */
  public void combine(float a, FloatBlock x, float b, FloatBlock y) {
    float[] left = buffer(0);
    float[] right = buffer(1);
    for (int from = 0; from < length; from += PIECE) {
      x.read(from, left);
      y.read(from, right);
      for (int i = 0; i < PIECE; i++) {
        left[i] = a * left[i] + b * right[i];
      }
      write(from, left);
    }
  }

  /** Returns the sum of the squares of all elements. */
  public double squares() {
    float[] own = buffer(0);
    double squares = 0;
    for (int from = 0; from < length; from += PIECE) {
      read(from, own);
      squares += Sums.dot(own, own, 0, pieceAt(from));
    }
    return squares;
  }
}
