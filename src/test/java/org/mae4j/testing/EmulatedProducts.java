package org.mae4j.testing;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.mae4j.backend.device.ProductShape;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/** The products of an emulated device, by OpenBLAS. */
final class EmulatedProducts {
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  private EmulatedProducts() {}

  /** Computes {@code C = alpha·op(A)·op(B) + beta·C} of matrices at addresses of the host. */
  static void multiply(ProductShape shape, long a, long b, long c) {
    for (int i = 0; i < shape.batch(); i++) {
      openblas.cblas_sgemm(ROW_MAJOR, shape.transposeA() ? TRANSPOSED : AS_IT_IS,
          shape.transposeB() ? TRANSPOSED : AS_IT_IS, shape.rows(), shape.columns(), shape.inner(), shape.alpha(),
          floats(a, i * shape.batchA()), shape.strideA(), floats(b, i * shape.batchB()), shape.strideB(),
          shape.beta(), floats(c, i * shape.batchC()), shape.strideC());
    }
  }

  private static FloatPointer floats(long address, long offset) {
    return new FloatPointer(new PagedPointer(address + offset * Float.BYTES));
  }
}
