package org.mae4j.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A native array of square matrices, read and written one matrix at a time. */
final class Squares {
  private final FloatBuffer values;
  private final int side;

  /** @param array {@code [count, side, side]}, dense and row-major */
  Squares(INDArray array) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    this.values = pointer.capacity(array.length()).asBuffer();
    this.side = Math.toIntExact(array.size(-1));
  }

  /** Rows, and columns. */
  int side() {
    return side;
  }

  void read(int number, float[] target) {
    values.get(number * side * side, target, 0, side * side);
  }

  void write(int number, float[] source) {
    values.put(number * side * side, source, 0, side * side);
  }
}
