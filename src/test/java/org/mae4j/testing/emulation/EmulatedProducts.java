package org.mae4j.testing.emulation;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.mae4j.backend.device.ProductShape;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/** The products of an emulated device, by OpenBLAS. */
final class EmulatedProducts {
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;
  /** Half of the last bit that is kept. */
  private static final int HALF = 1 << 12;

  private EmulatedProducts() {}

  /**
   * Computes {@code C = alpha·op(A)·op(B) + beta·C} of matrices at addresses of the host.
   *
   * @param rounded whether factors are rounded to 10 bits of mantissa
   */
  static void multiply(ProductShape shape, long a, long b, long c, boolean rounded) {
    int lengthA = length(shape.rows(), shape.inner(), shape.transposeA(), shape.strideA());
    int lengthB = length(shape.inner(), shape.columns(), shape.transposeB(), shape.strideB());
    for (int i = 0; i < shape.batch(); i++) {
      FloatPointer left = floats(a, i * shape.batchA());
      FloatPointer right = floats(b, i * shape.batchB());
      multiply(shape, rounded ? rounded(left, lengthA) : left, rounded ? rounded(right, lengthB) : right,
          floats(c, i * shape.batchC()));
    }
  }

  private static void multiply(ProductShape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    openblas.cblas_sgemm(ROW_MAJOR, shape.transposeA() ? TRANSPOSED : AS_IT_IS,
        shape.transposeB() ? TRANSPOSED : AS_IT_IS, shape.rows(), shape.columns(), shape.inner(), shape.alpha(), a,
        shape.strideA(), b, shape.strideB(), shape.beta(), c, shape.strideC());
  }

  /** Returns the number of elements from the first to the last one of a matrix. */
  private static int length(int rows, int columns, boolean transposed, int stride) {
    return transposed ? (columns - 1) * stride + rows : (rows - 1) * stride + columns;
  }

  /** Returns a copy that is rounded to the nearest. */
  private static FloatPointer rounded(FloatPointer factors, int length) {
    float[] values = new float[length];
    factors.get(values);
    for (int i = 0; i < length; i++) {
      if (Float.isFinite(values[i])) {
        values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(values[i]) + HALF & ~(2 * HALF - 1));
      }
    }
    return new FloatPointer(values);
  }

  private static FloatPointer floats(long address, long offset) {
    return new FloatPointer(new PagedPointer(address + offset * Float.BYTES));
  }
}
