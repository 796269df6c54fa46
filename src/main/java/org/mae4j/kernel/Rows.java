package org.mae4j.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A native matrix of floats read and written a row at a time. */
final class Rows {
  private final FloatBuffer values;
  private final int width;
  private final int count;

  /** @param matrix dense and row-major; its last dimension is a row */
  Rows(INDArray matrix) {
    FloatPointer pointer = new FloatPointer(matrix.data().addressPointer());
    this.values = pointer.capacity(matrix.length()).asBuffer();
    this.width = Math.toIntExact(matrix.size(-1));
    this.count = Math.toIntExact(matrix.length() / width);
  }

  int count() {
    return count;
  }

  int width() {
    return width;
  }

  void read(int row, float[] target) {
    values.get(row * width, target, 0, width);
  }

  void write(int row, float[] source) {
    values.put(row * width, source, 0, width);
  }
}
