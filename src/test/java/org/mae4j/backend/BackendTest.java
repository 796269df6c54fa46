package org.mae4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendTest {
  private static final long MEMORY = 16_000_000_000L;

  @ParameterizedTest
  @CsvSource({
      "3, 0, false", "3, 5, false", "3, 7, true", "5, 0, true", "5, 2, true", "5, 3, true", "6, 0, true", "6, 1, true",
      "7, 0, true", "7, 2, true", "7, 5, true", "8, 0, true", "8, 6, true", "8, 7, true", "8, 9, true", "2, 1, false",
      "9, 0, false", "10, 0, false", "12, 0, false"
  })
  void supportsCompiledComputeCapabilities(int major, int minor, boolean supported) {
    assertEquals(supported, new Nd4jGpu("GPU", new ComputeCapability(major, minor), MEMORY).isSupported());
  }

  @Test
  void reportsComputeCapabilityOfUnsupportedGpu() {
    String message = errorMessage(List.of(new Nd4jGpu("NVIDIA H100", new ComputeCapability(9, 0), MEMORY)));
    assertTrue(message.startsWith("NVIDIA H100 has compute capability 9.0; "), message);
  }

  @Test
  void requiresExactlyOneGpu() {
    Nd4jGpu gpu = new Nd4jGpu("Tesla T4", new ComputeCapability(7, 5), MEMORY);
    assertEquals(List.of(gpu), Backend.requireOne(List.of(gpu)));
    assertTrue(errorMessage(List.of(gpu, gpu)).contains("CUDA_VISIBLE_DEVICES"));
  }

  @Test
  void reportsMissingDriver() {
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError(
        "/home/cache/libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file or directory");
    LinkageError wrapped = new ExceptionInInitializerError(missing);
    assertEquals("no Nvidia driver is installed: libcuda.so.1 is missing", CudaRuntime.reason(wrapped));
    assertEquals("CUDA's libraries cannot be loaded: libcudart.so.11.0: wrong ELF class",
        CudaRuntime.reason(new UnsatisfiedLinkError("/home/cache/libcudart.so.11.0: wrong ELF class")));
  }

  @Test
  void usesCpuWithoutCudaOnTheClassPath() {
    assertFalse(Backend.isCuda());
    assertTrue(Backend.isHostMemory());
    assertEquals(List.of(), Backend.require());
  }

  private static String errorMessage(List<Nd4jGpu> gpus) {
    return assertThrows(BackendException.class, () -> Backend.requireOne(gpus)).getMessage();
  }
}
