package org.mae4j.backend;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What ND4J computes on: this machine's processor, or the CUDA card that {@code ./mae4j --cuda} chooses. Found by what
 * is on the class path and from CUDA itself, without loading ND4J, which ends in stack traces or worse where it finds
 * no driver or a card that it has no code for.
 */
public final class Backend {
  private static final String CUDA = "/org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static volatile boolean hostMemory = !isCuda();

  private Backend() {}

  /** Whether ND4J's CUDA backend is on the class path. */
  public static boolean isCuda() {
    return Backend.class.getResource(CUDA) != null;
  }

  /** Whether arrays lie in memory that the processor reads and writes. */
  public static boolean isHostMemory() {
    return hostMemory;
  }

  /** Whether a kernel may read and write {@code array} where it lies, one single-precision number after another. */
  public static boolean isDirect(INDArray array) {
    return hostMemory && array.dataType() == DataType.FLOAT;
  }

  /** Lets tests go, on the processor, the way that arrays go on a card. */
  public static void assumeHostMemory(boolean assumed) {
    hostMemory = assumed;
  }

  /**
   * The card to compute on; empty on the processor.
   *
   * @throws BackendException if there is no driver, or not exactly one visible card that ND4J has code for
   */
  public static List<CudaDevice> require() {
    return isCuda() ? requireOne(CudaRuntime.devices()) : List.of();
  }

  static List<CudaDevice> requireOne(List<CudaDevice> devices) {
    if (devices.size() != 1) {
      throw new BackendException("CUDA sees " + devices.size() + " cards, mae4j computes on one: set "
          + "CUDA_VISIBLE_DEVICES to its number, 0 to " + (devices.size() - 1));
    }
    CudaDevice device = devices.get(0);
    if (!device.isSupported()) {
      throw new BackendException(device.name() + " has compute capability " + device.capability() + "; ND4J has code "
          + "for 3.7, 5.x, 6.x, 7.x and 8.x only. Start without --cuda to compute on the processor");
    }
    return devices;
  }
}
