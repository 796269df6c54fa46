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
    FloatPointer pointer = new FloatPointer(matrix.data().addressPointer());
    this.values = pointer.capacity(matrix.length()).asBuffer();
    this.width = Math.toIntExact(matrix.size(-1));
    this.count = Math.toIntExact(matrix.length() / width);
  }

  public int count() {
    return count;
  }

  public int width() {
    return width;
  }

  /** Returns the number of rows that are copied together: those of a {@link FloatBlock#PIECE}, at least 1. */
  int perBlock() {
    return Math.min(count, Math.max(1, FloatBlock.PIECE / width));
  }

  public void read(int row, float[] target) {
    read(row, target, 0);
  }

  /** Reads a row into {@code target} from {@code from} on. */
  public void read(int row, float[] target, int from) {
    values.get(row * width, target, from, width);
  }

  /** Reads {@code number} rows into the beginning of {@code target}. */
  void read(int first, int number, float[] target) {
    values.get(first * width, target, 0, number * width);
  }

  public void write(int row, float[] source) {
    write(row, source, 0);
  }

  /** Writes a row that is in {@code source} from {@code from} on. */
  public void write(int row, float[] source, int from) {
    values.put(row * width, source, from, width);
  }

  /** Writes {@code number} rows that are in the beginning of {@code source}. */
  void write(int first, int number, float[] source) {
    values.put(first * width, source, 0, number * width);
  }
}
