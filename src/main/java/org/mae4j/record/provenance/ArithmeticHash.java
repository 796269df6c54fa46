package org.mae4j.record.provenance;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A hash of the bits that this process computes from fixed numbers: matrix products in several shapes and orders,
 * exponentials, and functions of Java. Names of processors and libraries do not tell the kernels that OpenBLAS selects;
 * kernels that round differently have different hashes.
 */
final class ArithmeticHash {
  private static final int[][] PRODUCTS = {{64, 64, 64}, {33, 65, 17}, {16, 1500, 16}, {16, 16, 256}};
  private static final int VALUES = 64;

  private final CRC32C hash = new CRC32C();
  private final Random random = new Random(1);

  private ArithmeticHash() {}

  /** Returns the hash, eight hexadecimal digits. Takes a few milliseconds once ND4J is loaded. */
  static String current() {
    ArithmeticHash arithmetic = new ArithmeticHash();
    for (int[] shape : PRODUCTS) {
      arithmetic.addProducts(shape[0], shape[1], shape[2]);
    }
    arithmetic.addJava();
    return String.format(Locale.ROOT, "%08x", arithmetic.hash.getValue());
  }

  /** Adds products [rows, inner] × [inner, columns], with each of the factors stored as it is and transposed. */
  private void addProducts(int rows, int inner, int columns) {
    for (int i = 0; i < 4; i++) {
      try (INDArray left = matrix(rows, inner, i % 2 == 1);
          INDArray right = matrix(inner, columns, i / 2 == 1);
          INDArray product = left.mmul(right);
          INDArray exponential = Transforms.exp(product)) {
        add(product);
        add(exponential);
      }
    }
  }

  private INDArray matrix(int rows, int columns, boolean transposed) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Nd4j.create(values, new int[] {rows, columns}, transposed ? 'f' : 'c');
  }

  private void add(INDArray array) {
    float[] values = array.dup('c').data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    hash.update(bytes);
  }

  private void addJava() {
    double[] values = new double[4 * VALUES];
    for (int i = 0; i < values.length; i += 4) {
      double value = random.nextDouble();
      values[i] = Math.exp(value);
      values[i + 1] = Math.log(value);
      values[i + 2] = Math.cos(value);
      values[i + 3] = Math.pow(value, 0.75);
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    hash.update(bytes);
  }
}
