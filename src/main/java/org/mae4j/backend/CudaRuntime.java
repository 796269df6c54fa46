package org.mae4j.backend;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;

/** Queries CUDA's runtime library. It is loaded only if that library is on the class path. */
final class CudaRuntime {
  private static final String ADVICE = ". Start without --cuda to compute on the CPU";

  private CudaRuntime() {}

  /**
   * Returns the GPUs that CUDA sees.
   *
   * @throws BackendException if there is no driver, the driver is too old, or there is no GPU
   */
  static List<Nd4jGpu> gpus() {
    try {
      int[] count = new int[1];
      require(cudart.cudaGetDeviceCount(count));
      List<Nd4jGpu> gpus = new ArrayList<>();
      for (int i = 0; i < count[0]; i++) {
        gpus.add(gpu(i));
      }
      return gpus;
    } catch (LinkageError e) {
      throw new BackendException(reason(e) + ADVICE, e);
    }
  }

  private static Nd4jGpu gpu(int number) {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      require(cudart.cudaGetDeviceProperties(properties, number));
      return new Nd4jGpu(properties.name().getString(),
          new ComputeCapability(properties.major(), properties.minor()), properties.totalGlobalMem());
    }
  }

  private static void require(int status) {
    if (status != cudart.cudaSuccess) {
      throw new BackendException("CUDA cannot be used: " + cudart.cudaGetErrorString(status).getString() + ADVICE);
    }
  }

  /**
   * Returns why the libraries cannot be loaded. The driver has the only library that is not in the jars; {@code
   * problem} names it if it is missing.
   */
  static String reason(LinkageError problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return message.contains("libcuda.so") || message.contains("nvcuda")
        ? "no Nvidia driver is installed: libcuda.so.1 is missing"
        : "CUDA's libraries cannot be loaded: " + message.substring(message.lastIndexOf('/') + 1);
  }
}
