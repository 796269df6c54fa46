package org.mae4j.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between Java arrays and native ones without making any. */
public final class HostCopy {
  private HostCopy() {}

  /**
   * Writes {@code source}, row-major, over all of {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void write(float[] source, INDArray target) {
    require(source.length, target);
    if (target.dataType() == DataType.FLOAT) {
      new FloatPointer(target.data().addressPointer()).put(source);
    } else {
      try (INDArray floats = Nd4j.createFromArray(source)) {
        target.assign(floats.reshape(target.shape()));
      }
    }
  }

  /**
   * Writes {@code source}, row-major, over all of a 32-bit integer {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void write(int[] source, INDArray target) {
    require(source.length, target);
    new IntPointer(target.data().addressPointer()).put(source);
  }

  /**
   * Reads all of {@code source}, row-major, into {@code target}.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void read(INDArray source, float[] target) {
    require(target.length, source);
    if (source.dataType() == DataType.FLOAT) {
      new FloatPointer(source.data().addressPointer()).get(target);
    } else {
      for (int i = 0; i < target.length; i++) {
        target[i] = source.getFloat(i);
      }
    }
  }

  private static void require(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " values for an array of " + array.length());
    }
  }
}
