package org.mae4j.backend.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.cuda.library.Cublas;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.base.Resources;
import org.mae4j.config.ComputeConfig.Precision;

/**
 * Products by cuBLAS on one stream. Its working memory is given once, so that nothing is allocated in a recording and the
 * same products have the same bits.
 */
final class CublasProducts implements AutoCloseable {
  /** What cuBLAS recommends for compute capability 9.0; earlier GPUs need less. */
  static final long WORKSPACE_BYTES = 32L << 20;

  private final Cublas cublas;
  private final Pointer handle;
  private final int compute;
  /** The factors of the product that is called; cuBLAS reads them before it returns. */
  private final Memory alpha = new Memory(Float.BYTES);
  private final Memory beta = new Memory(Float.BYTES);
  private final Resources owned;

  /**
   * @param workspace of {@link #WORKSPACE_BYTES}; closed with this object, or now if it cannot be made
   */
  CublasProducts(Cublas cublas, Pointer stream, DeviceMemory workspace, Precision precision) {
    this.cublas = cublas;
    this.compute = computeType(precision);
    try (Resources made = new Resources()) {
      made.add(alpha);
      made.add(beta);
      made.add(workspace);
      PointerByReference created = new PointerByReference();
      require(cublas.cublasCreate_v2(created), "starting");
      this.handle = created.getValue();
      made.add(this::destroy);
      require(cublas.cublasSetStream_v2(handle, stream), "choosing its stream");
      // The stream must be set first: setting it takes the working memory back.
      require(cublas.cublasSetWorkspace_v2(handle, new Pointer(workspace.address()), workspace.bytes()),
          "taking its memory");
      this.owned = made.keep();
    }
  }

  /** Waits for the whole GPU. */
  private void destroy() {
    synchronized (GraphRecording.RECORDING) {
      cublas.cublasDestroy_v2(handle);
    }
  }

  private static int computeType(Precision precision) {
    return switch (precision) {
      case FP32 -> Cublas.COMPUTE_FLOAT;
      case TF32 -> Cublas.COMPUTE_TF32;
      case BF16 -> Cublas.COMPUTE_BF16;
    };
  }

  /**
   * Computes row-major products. cuBLAS takes row-major matrices for their transposes, so it computes the transpose of C
   * from those of B and A.
   */
  void multiply(ProductShape p, Pointer a, Pointer b, Pointer c) {
    alpha.setFloat(0, p.alpha());
    beta.setFloat(0, p.beta());
    int first = p.transposeB() ? Cublas.TRANSPOSE : Cublas.KEEP;
    int second = p.transposeA() ? Cublas.TRANSPOSE : Cublas.KEEP;
    require(p.batch() == 1
        ? cublas.cublasGemmEx(handle, first, second, p.columns(), p.rows(), p.inner(), alpha, b, Cublas.FLOAT,
            p.strideB(), a, Cublas.FLOAT, p.strideA(), beta, c, Cublas.FLOAT, p.strideC(), compute,
            Cublas.DEFAULT_ALGORITHM)
        : cublas.cublasGemmStridedBatchedEx(handle, first, second, p.columns(), p.rows(), p.inner(), alpha, b,
            Cublas.FLOAT, p.strideB(), p.batchB(), a, Cublas.FLOAT, p.strideA(), p.batchA(), beta, c, Cublas.FLOAT,
            p.strideC(), p.batchC(), p.batch(), compute, Cublas.DEFAULT_ALGORITHM),
        "a product");
  }

  private static void require(int status, String what) {
    if (status != Cublas.SUCCESS) {
      throw new DeviceException("cuBLAS failed in " + what + ": status " + status);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
