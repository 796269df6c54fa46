package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.backend.cuda.GpuArrays.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.backend.device.Recording;
import org.mae4j.backend.device.UploadBuffer;
import org.mae4j.config.ComputeConfig.Precision;

/** Calls through libraries that take what Nvidia's take and compute in the memory of the host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaGpuDeviceTest {
  private static final KernelSource SOURCE = new KernelSource("report.cu", "text", Map.of("SIZE", 3));
  private static final LaunchShape SHAPE = new LaunchShape(7, 32, 2);
  private static final float[] REPORTED = {7, 1, 1, 32, 2, 1, 0, 11, 0.5f, 12};

  private Path folder;
  @AutoClose
  private Device gpu;

  @BeforeAll
  void open(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Map<String, String> environment = StubLibraries.oneGpu(folder);
    gpu = CudaGpus.open(environment, Precision.FP32);
  }

  @Test
  void passesTheShapeAndTheArgumentsOfALaunch() {
    Kernel kernel = gpu.kernel(SOURCE, "report");
    try (DeviceMemory memory = gpu.allocate(40)) {
      gpu.launch(kernel, SHAPE, KernelArguments.of(memory.address(), 11, 0.5f, 12L));
      assertArrayEquals(REPORTED, read(gpu, memory, 10));
    }
  }

  @Test
  void timesEachOperationOfAReplay() {
    try (DeviceMemory memory = gpu.allocate(8)) {
      Runnable fill = () -> gpu.fill(memory.address(), 8);
      assertArrayEquals(new double[] {1, 1, 1}, gpu.times(List.of(fill, fill, fill)));
    }
  }

  @Test
  void replaysWhatWasRecorded() {
    Kernel kernel = gpu.kernel(SOURCE, "report");
    try (DeviceMemory memory = gpu.allocate(40); DeviceMemory other = gpu.allocate(40)) {
      try (Recording recording = gpu.record(() -> {
        gpu.launch(kernel, SHAPE, KernelArguments.of(memory.address(), 11, 0.5f, 12L));
        gpu.copy(memory.address(), other.address(), 40);
        gpu.fill(memory.address(), 40);
      })) {
        assertArrayEquals(new float[10], read(gpu, other, 10));
        recording.replay();
        assertArrayEquals(REPORTED, read(gpu, other, 10));
        assertArrayEquals(new float[10], read(gpu, memory, 10));
      }
    }
  }

  @Test
  void readsAtThePositionOfThePointer() {
    try (DeviceMemory memory = gpu.allocate(8); FloatPointer host = new FloatPointer(1, 2, 3)) {
      gpu.upload(host.position(1), memory.address(), 8);
      assertArrayEquals(new float[] {2, 3}, read(gpu, memory, 2));
    }
  }

  @Test
  void copiesFromItsMemoryOfTheHost() {
    try (HostMemory host = gpu.allocateOnHost(8); DeviceMemory memory = gpu.allocate(8)) {
      new FloatPointer(host.pointer()).capacity(2).put(new float[] {4, 5});
      gpu.upload(host.pointer(), memory.address(), 8);
      assertArrayEquals(new float[] {4, 5}, read(gpu, memory, 2));
    }
  }

  /** The stub makes a copy when something waits for it. */
  @Test
  void computesAfterACopyBesideItIsMade() {
    try (HostMemory host = gpu.allocateOnHost(8);
        UploadBuffer buffer = gpu.allocateForUploads(8);
        DeviceMemory memory = gpu.allocate(8)) {
      FloatPointer values = new FloatPointer(host.pointer()).capacity(2);
      for (float number : new float[] {4, 7}) {
        buffer.upload(host.pointer());
        // The copy has not begun.
        values.put(new float[] {number, 5});
        buffer.acquire();
        values.put(new float[] {0, 0});
        gpu.copy(buffer.address(), memory.address(), 8);
        buffer.release();
        assertArrayEquals(new float[] {number, 5}, read(gpu, memory, 2));
      }
    }
  }

  @Test
  void saysThatTheMemoryIsTooSmall() {
    assertEquals(new MemorySpace(4_200_000_000L, 5_000_000_000L), gpu.memory());
    assertEquals("Stub has too little free memory for 2199023255552 more bytes; use a smaller batch.microBatch",
        problem(() -> gpu.allocate(1L << 41)));
  }

  @Test
  void showsTheMessagesOfTheCompiler() {
    assertEquals("wrong.cu cannot be compiled: NVRTC_ERROR_COMPILATION\nline!",
        problem(() -> gpu.kernel(new KernelSource("wrong.cu", "wrong", Map.of()), "report")));
    assertTrue(problem(() -> gpu.kernel(SOURCE, "absent")).contains("finding absent in report.cu"));
  }

  @Test
  void keepsCompiledKernelsInTheCacheOfTheUser() throws IOException {
    gpu.kernel(SOURCE, "report");
    try (Stream<Path> files = Files.list(folder.resolve("cache/mae4j/kernels"))) {
      assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("report-")));
    }
  }

  private static String problem(Runnable call) {
    return assertThrows(DeviceException.class, call::run).getMessage();
  }
}
