package org.mae4j.ops.cpu;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native floats read and written a piece at a time, a piece small enough for the first-level cache. */
public final class FloatBlock {
  /** Elements of a whole piece. */
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
   * Room for a piece, this thread's own and used over and over: a new array for each parameter in each step would be
   * more garbage than all else in a step together.
   *
   * @param number from 0 to 3, another array for each
   */
  public static float[] buffer(int number) {
    return BUFFERS.get()[number];
  }

  public int length() {
    return length;
  }

  /** Elements of the piece that starts at {@code from}. */
  public int pieceAt(int from) {
    return Math.min(PIECE, length - from);
  }

  public void read(int from, float[] target) {
    values.get(from, target, 0, pieceAt(from));
  }

  public void write(int from, float[] source) {
    values.put(from, source, 0, pieceAt(from));
  }
}
