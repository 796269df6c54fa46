package org.mae4j.ops.cpu;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A native matrix of floats that is read and written row by row. */
public final class Rows {
  /** Floats of the largest buffer: Java counts its bytes by an int. Attention weights of a batch may be more. */
  private static final int LARGEST = Integer.MAX_VALUE / Float.BYTES;

  private final FloatBuffer[] buffers;
  private final int perBuffer;
  private final int width;
  private final int count;

  /** @param matrix dense and row-major; its last dimension is a row */
  public Rows(INDArray matrix) {
    this.width = Math.toIntExact(matrix.size(-1));
    this.count = Math.toIntExact(matrix.length() / width);
    this.perBuffer = Math.max(1, Math.min(count, LARGEST / width));
    FloatPointer start = new FloatPointer(matrix.data().addressPointer());
    this.buffers = IntStream.iterate(0, row -> row < count, row -> row + perBuffer)
        .mapToObj(row -> buffer(start, row, Math.min(perBuffer, count - row))).toArray(FloatBuffer[]::new);
  }

  private FloatBuffer buffer(FloatPointer start, int row, int rows) {
    return start.getPointer((long) row * width).capacity((long) rows * width).asBuffer();
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

  /** Rows of the first buffer, which is the only one of almost all arrays, need no division. */
  private FloatBuffer bufferOf(int row) {
    return row < perBuffer ? buffers[0] : buffers[row / perBuffer];
  }

  private int place(int row) {
    return row < perBuffer ? row : row % perBuffer;
  }

  public void read(int row, float[] target) {
    read(row, target, 0);
  }

  /** Reads a row into {@code target} from {@code from} on. */
  public void read(int row, float[] target, int from) {
    read(row, 1, target, from);
  }

  /** Reads {@code number} rows into the beginning of {@code target}. */
  void read(int first, int number, float[] target) {
    read(first, number, target, 0);
  }

  private void read(int first, int number, float[] target, int from) {
    int place = place(first);
    int together = Math.min(number, perBuffer - place);
    bufferOf(first).get(place * width, target, from, together * width);
    if (together < number) {
      read(first + together, number - together, target, from + together * width);
    }
  }

  public void write(int row, float[] source) {
    write(row, source, 0);
  }

  /** Writes a row that is in {@code source} from {@code from} on. */
  public void write(int row, float[] source, int from) {
    write(row, 1, source, from);
  }

  /** Writes {@code number} rows that are in the beginning of {@code source}. */
  void write(int first, int number, float[] source) {
    write(first, number, source, 0);
  }

  private void write(int first, int number, float[] source, int from) {
    int place = place(first);
    int together = Math.min(number, perBuffer - place);
    bufferOf(first).put(place * width, source, from, together * width);
    if (together < number) {
      write(first + together, number - together, source, from + together * width);
    }
  }
}
