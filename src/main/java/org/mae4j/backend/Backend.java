package org.mae4j.backend;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The device on which ND4J computes: this machine's CPU, or the GPU that {@code ./mae4j --cuda} chooses. It is found
 * from the class path and from CUDA, without loading ND4J, which fails with stack traces or worse if it finds no
 * driver or a GPU that it has no code for.
 */
public final class Backend {
  private static final String CUDA = "/org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static volatile boolean hostMemory = !isCuda();

  private Backend() {}

  /** Returns whether ND4J's CUDA backend is on the class path. */
  public static boolean isCuda() {
    return Backend.class.getResource(CUDA) != null;
  }

  /** Returns whether arrays are in memory that the CPU reads and writes. */
  public static boolean isHostMemory() {
    return hostMemory;
  }

  /**
   * Returns whether a CPU kernel may read and write {@code array} in place, as consecutive single-precision values.
   */
  public static boolean isDirect(INDArray array) {
    return hostMemory && array.dataType() == DataType.FLOAT;
  }

  /** Makes tests on the CPU take the code path for device arrays. */
  public static void assumeHostMemory(boolean assumed) {
    hostMemory = assumed;
  }

  /**
   * Returns the GPU that computes; empty on the CPU.
   *
   * @throws BackendException if there is no driver, or not exactly one visible GPU that ND4J has code for
   */
  public static List<Nd4jGpu> require() {
    return isCuda() ? requireOne(CudaRuntime.gpus()) : List.of();
  }

  static List<Nd4jGpu> requireOne(List<Nd4jGpu> gpus) {
    if (gpus.size() != 1) {
      throw new BackendException("CUDA sees " + gpus.size() + " GPUs, mae4j computes on one: set "
          + "CUDA_VISIBLE_DEVICES to its number, 0 to " + (gpus.size() - 1));
    }
    Nd4jGpu gpu = gpus.get(0);
    if (!gpu.isSupported()) {
      throw new BackendException(gpu.name() + " has compute capability " + gpu.capability() + "; ND4J has code "
          + "for 3.7, 5.x, 6.x, 7.x and 8.x only. Start without --cuda to compute on the CPU");
    }
    return gpus;
  }
}
