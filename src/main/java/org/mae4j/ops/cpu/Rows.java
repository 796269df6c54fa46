package org.mae4j.ops.cpu;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A native matrix of floats that is read and written row by row. */
public final class Rows {
  private final FloatBuffer values;
  private final int width;
  private final int count;

  /** @param matrix dense and row-major; its last dimension is a row */
  public Rows(INDArray matrix) {
    this(matrix, Math.toIntExact(matrix.size(-1)));
  }

  private Rows(INDArray array, int width) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    this.values = pointer.capacity(array.length()).asBuffer();
    this.width = width;
    this.count = Math.toIntExact(array.length() / width);
  }

  /** Returns whole matrices as rows: the last two dimensions of {@code array}, dense and row-major. */
  static Rows ofMatrices(INDArray array) {
    return new Rows(array, Math.toIntExact(array.size(-2) * array.size(-1)));
  }

  public int count() {
    return count;
  }

  public int width() {
    return width;
  }

  public void read(int row, float[] target) {
    read(row, target, 0);
  }

  /** Reads a row into {@code target} from {@code from} on. */
  public void read(int row, float[] target, int from) {
    values.get(row * width, target, from, width);
  }

  public void write(int row, float[] source) {
    write(row, source, 0);
  }

  /** Writes a row that is in {@code source} from {@code from} on. */
  public void write(int row, float[] source, int from) {
    values.put(row * width, source, from, width);
  }
}
