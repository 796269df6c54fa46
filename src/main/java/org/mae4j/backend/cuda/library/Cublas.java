package org.mae4j.backend.cuda.library;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The functions of cuBLAS that are used, by the names of the library. Each returns 0 or an error. */
public interface Cublas extends Library {
  int SUCCESS = 0;
  int KEEP = 0;
  int TRANSPOSE = 1;
  /** The type {@code CUDA_R_32F}. */
  int FLOAT = 0;
  int COMPUTE_FLOAT = 68;
  int COMPUTE_BF16 = 75;
  int COMPUTE_TF32 = 77;
  int DEFAULT_ALGORITHM = -1;

  int cublasCreate_v2(PointerByReference handle);

  int cublasDestroy_v2(Pointer handle);

  int cublasSetStream_v2(Pointer handle, Pointer stream);

  int cublasSetWorkspace_v2(Pointer handle, Pointer workspace, long bytes);

  int cublasGemmStridedBatchedEx(Pointer handle, int transposeA, int transposeB, int m, int n, int k, Pointer alpha,
      Pointer a, int typeA, int leadingA, long strideA, Pointer b, int typeB, int leadingB, long strideB, Pointer beta,
      Pointer c, int typeC, int leadingC, long strideC, int batch, int compute, int algorithm);

  int cublasGemmEx(Pointer handle, int transposeA, int transposeB, int m, int n, int k, Pointer alpha, Pointer a,
      int typeA, int leadingA, Pointer b, int typeB, int leadingB, Pointer beta, Pointer c, int typeC, int leadingC,
      int compute, int algorithm);
}
