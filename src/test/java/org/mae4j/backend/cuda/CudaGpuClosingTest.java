package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.config.ComputeConfig.Precision;

/** Tests that nothing stays open after an error of a GPU, and that closing disturbs no other thread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaGpuClosingTest {
  private Path folder;
  private Map<String, String> environment;
  @AutoClose
  private Device gpu;

  @BeforeAll
  void open(@TempDir Path temporary) throws Exception {
    folder = temporary;
    environment = StubLibraries.oneGpu(folder);
    gpu = CudaGpus.open(environment, Precision.FP32);
  }

  @Test
  void closesTheRestAfterAnErrorOfTheGpu(@TempDir Path other) throws Exception {
    Device broken =
        CudaGpus.open(StubLibraries.oneGpu(other), Precision.FP32);
    broken.kernel(new KernelSource("report.cu", "text", Map.of("SIZE", 3)), "report");
    assertEquals(4, open(other, "libcuda.so.1"), "a context, two streams and a module");
    StubLibraries.fail(other.resolve("libcuda.so.1"), "cuStreamSynchronize");
    assertEquals("the GPU failed in computing: CUDA_ERROR_STUB, as asked", problem(broken::close));
    assertEquals(0, open(other, "libcuda.so.1"));
    assertEquals(0, open(other, "libcublas.so.13"));
    broken.close();
    assertEquals(0, open(other, "libcuda.so.1"));
  }

  @ParameterizedTest
  @CsvSource({"libcuda.so.1,cuDevicePrimaryCtxRetain", "libcuda.so.1,cuStreamCreate",
      "libcublas.so.13,cublasCreate_v2", "libcublas.so.13,cublasSetStream_v2"})
  void closesWhatWasOpenedBeforeAFailure(String library, String function, @TempDir Path other) throws Exception {
    Map<String, String> failing = StubLibraries.oneGpu(other);
    StubLibraries.fail(other.resolve(library), function);
    problem(() -> CudaGpus.open(failing, Precision.FP32));
    assertEquals(0, open(other, "libcuda.so.1"));
    assertEquals(0, open(other, "libcublas.so.13"));
  }

  @Test
  void freesARecordingThatCannotBePrepared(@TempDir Path other) throws Exception {
    Map<String, String> failing = StubLibraries.oneGpu(other);
    try (Device broken = CudaGpus.open(failing, Precision.FP32)) {
      int before = open(other, "libcuda.so.1");
      StubLibraries.fail(other.resolve("libcuda.so.1"), "cuGraphInstantiateWithFlags");
      problem(() -> broken.times(List.of(() -> {})));
      assertEquals(before, open(other, "libcuda.so.1"));
    }
  }

  /** A recording that fails must not be left open, nor the graph that it has so far. */
  @Test
  void endsARecordingThatFails() {
    int before = open(folder, "libcuda.so.1");
    assertThrows(IllegalStateException.class, () -> gpu.record(() -> {
      throw new IllegalStateException("as asked");
    }));
    gpu.synchronize();
    assertEquals(before, open(folder, "libcuda.so.1"));
  }

  /** Freeing what cuBLAS has waits for the whole GPU, which ends recordings of other threads. */
  @Test
  void closesNoDeviceWhileAnotherThreadRecords() throws Exception {
    Device other = CudaGpus.open(environment, Precision.FP32);
    Thread closing = new Thread(other::close);
    int before = open(folder, "libcublas.so.13");
    gpu.record(() -> {
      closing.start();
      while (closing.isAlive() && closing.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      assertEquals(before, open(folder, "libcublas.so.13"));
    }).close();
    closing.join();
    assertEquals(before - 1, open(folder, "libcublas.so.13"));
  }

  private static int open(Path folder, String library) {
    return StubLibraries.open(folder.resolve(library));
  }

  private static String problem(Runnable call) {
    return assertThrows(DeviceException.class, call::run).getMessage();
  }
}
