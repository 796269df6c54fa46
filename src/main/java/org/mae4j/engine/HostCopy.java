package org.mae4j.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.mae4j.backend.Backend;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between Java arrays and ND4J's. In host memory no intermediate array is made; on a device a small one is,
 * because ND4J would move the whole block that an array is a part of.
 */
public final class HostCopy {
  private HostCopy() {}

  /**
   * Writes {@code source}, row-major, over all of {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void write(float[] source, INDArray target) {
    require(source.length, target);
    if (isDirect(target, DataType.FLOAT)) {
      new FloatPointer(target.data().addressPointer()).put(source);
    } else {
      assign(Nd4j.createFromArray(source), target);
    }
  }

  /**
   * Writes {@code source}, row-major, over all of a 32-bit integer {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void write(int[] source, INDArray target) {
    require(source.length, target);
    if (isDirect(target, DataType.INT32)) {
      new IntPointer(target.data().addressPointer()).put(source);
    } else {
      assign(Nd4j.createFromArray(source), target);
    }
  }

  /**
   * Reads all of {@code source}, row-major, into {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void read(INDArray source, float[] target) {
    require(target.length, source);
    if (isDirect(source, DataType.FLOAT)) {
      new FloatPointer(source.data().addressPointer()).get(target);
    } else {
      try (INDArray copy = source.dup('c')) {
        System.arraycopy(copy.data().asFloat(), 0, target, 0, target.length);
      }
    }
  }

  /** Returns all of {@code source}, row-major, in a new array. */
  public static float[] read(INDArray source) {
    float[] values = new float[Math.toIntExact(source.length())];
    read(source, values);
    return values;
  }

  /**
   * Returns the first {@code count} rows of a matrix in new arrays. ND4J's own method makes an INDArray for each row, which
   * takes seconds for many.
   */
  public static float[][] readRows(INDArray matrix, int count) {
    float[] values = read(matrix);
    int width = (int) (matrix.length() / matrix.size(0));
    float[][] rows = new float[count][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
    return rows;
  }

  /** Returns the only value of {@code array}. */
  public static double scalar(INDArray array) {
    if (Backend.isHostMemory()) {
      return array.getDouble(0);
    }
    try (INDArray copy = array.dup()) {
      return copy.getDouble(0);
    }
  }

  private static boolean isDirect(INDArray array, DataType type) {
    return array.dataType() == type && Backend.isHostMemory();
  }

  /** Closes {@code values}. */
  private static void assign(INDArray values, INDArray target) {
    try (values) {
      target.assign(values.reshape(target.shape()));
    }
  }

  private static void require(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " values for an array of " + array.length());
    }
  }
}
