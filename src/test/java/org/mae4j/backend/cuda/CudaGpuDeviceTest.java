package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.ComputeCapability;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.backend.device.ProductShape;
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
  private Map<String, String> environment;
  private Device gpu;

  @BeforeAll
  void open(@TempDir Path temporary) throws Exception {
    folder = temporary;
    environment = StubLibraries.environment(folder, 1, 13_000, 90, StubLibraries.all());
    gpu = CudaGpus.open(environment, Precision.FP32);
  }

  @AfterAll
  void close() {
    if (gpu != null) {
      gpu.close();
    }
  }

  @Test
  void passesTheShapeAndTheArgumentsOfALaunch() {
    Kernel kernel = gpu.kernel(SOURCE, "report");
    try (DeviceMemory memory = gpu.allocate(40)) {
      gpu.launch(kernel, SHAPE, KernelArguments.of(memory.address(), 11, 0.5f, 12L));
      assertArrayEquals(REPORTED, read(memory, 10));
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
        assertArrayEquals(new float[10], read(other, 10));
        recording.replay();
        assertArrayEquals(REPORTED, read(other, 10));
        assertArrayEquals(new float[10], read(memory, 10));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false,1", "true,false,1", "false,true,1", "true,true,1", "false,true,3", "true,false,2"})
  void multipliesRowMajorMatrices(boolean transposeA, boolean transposeB, int batch) {
    int rows = 3;
    int columns = 4;
    int inner = 5;
    ProductShape shape = new ProductShape(rows, columns, inner, transposeA, transposeB, 7, 6, 8, 2, 0.5f, batch, 40, 0,
        30);
    float[] a = random(40 * batch);
    float[] b = random(40);
    float[] c = random(30 * batch);
    try (DeviceMemory left = write(a); DeviceMemory right = write(b); DeviceMemory result = write(c)) {
      gpu.multiply(shape, left.address(), right.address(), result.address());
      float[] expected = c.clone();
      for (int i = 0; i < batch * rows * columns; i++) {
        int product = i / (rows * columns);
        int row = i / columns % rows;
        int column = i % columns;
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += a[product * 40 + (transposeA ? k * 7 + row : row * 7 + k)]
              * b[transposeB ? column * 6 + k : k * 6 + column];
        }
        int at = product * 30 + row * 8 + column;
        expected[at] = 2 * sum + 0.5f * c[at];
      }
      assertArrayEquals(expected, read(result, c.length), 1e-6f);
    }
  }

  /** The stub rounds as the precision says: 2⁻⁹ is in 10 bits of mantissa, 2⁻¹³ is not. */
  @ParameterizedTest
  @CsvSource({"FP32,0x1p-9,0x1p-13", "TF32,0x1p-9,0", "BF16,0,0"})
  void roundsTheFactorsOfProducts(Precision precision, String ninth, String thirteenth) {
    try (Device rounding = CudaGpus.open(environment, precision)) {
      assertEquals(1 + Float.parseFloat(ninth), product(rounding, 1 + 0x1p-9f));
      assertEquals(1 + Float.parseFloat(thirteenth), product(rounding, 1 + 0x1p-13f));
      assertEquals(precision != Precision.FP32, rounding.roundsFactors());
    }
  }

  @Test
  void gpusWithoutRoundingTensorCoresDoNotRound(@TempDir Path other) throws Exception {
    Map<String, String> old = StubLibraries.environment(other, 1, 13_000, 75, StubLibraries.all());
    try (Device exact = CudaGpus.open(old, Precision.BF16)) {
      assertEquals(1 + 0x1p-13f, product(exact, 1 + 0x1p-13f));
      assertFalse(exact.roundsFactors());
    }
  }

  private static float product(Device gpu, float factor) {
    ProductShape shape = new ProductShape(1, 1, 1, false, false, 1, 1, 1, 1, 0, 1, 1, 1, 1);
    try (DeviceMemory left = write(gpu, new float[] {factor});
        DeviceMemory right = write(gpu, new float[] {1});
        DeviceMemory result = gpu.allocate(4)) {
      gpu.multiply(shape, left.address(), right.address(), result.address());
      return read(gpu, result, 1)[0];
    }
  }

  /** Each call makes the context of its GPU current, on a thread that uses both. */
  @Test
  void opensAllGpus(@TempDir Path other) throws Exception {
    Map<String, String> two = StubLibraries.environment(other, 2, 13_000, 90, StubLibraries.all());
    try (DeviceGroup gpus = CudaGpus.openAll(two, Precision.FP32)) {
      assertEquals(Optional.of("2 × Stub"), gpus.name());
      Device first = gpus.devices().get(0);
      Device second = gpus.devices().get(1);
      try (DeviceMemory here = write(first, new float[] {1, 2}); DeviceMemory there = write(second, new float[] {3})) {
        assertArrayEquals(new float[] {1, 2}, read(first, here, 2));
        assertArrayEquals(new float[] {3}, read(second, there, 1));
      }
    }
    assertEquals(0, open(other, "libcuda.so.1"));
  }

  @Test
  void dealsRunsAtTheSameTimeOutToTheGpus() {
    List<CudaGpu> gpus = IntStream.of(70, 71, 72).mapToObj(number -> new CudaGpu(number, "Stub",
        new ComputeCapability(9, 0), 1)).toList();
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(GpuUse.take(gpus).device());
    }
    GpuUse.release(gpus.get(1));
    taken.add(GpuUse.take(gpus).device());
    assertEquals(List.of(70, 71, 72, 70, 71), taken);
  }

  @Test
  void readsAtThePositionOfThePointer() {
    try (DeviceMemory memory = gpu.allocate(8); FloatPointer host = new FloatPointer(1, 2, 3)) {
      gpu.upload(host.position(1), memory.address(), 8);
      assertArrayEquals(new float[] {2, 3}, read(memory, 2));
    }
  }

  @Test
  void copiesFromItsMemoryOfTheHost() {
    try (HostMemory host = gpu.allocateOnHost(8); DeviceMemory memory = gpu.allocate(8)) {
      new FloatPointer(host.pointer()).capacity(2).put(new float[] {4, 5});
      gpu.upload(host.pointer(), memory.address(), 8);
      assertArrayEquals(new float[] {4, 5}, read(memory, 2));
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
        assertArrayEquals(new float[] {number, 5}, read(memory, 2));
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

  @Test
  void closesTheRestAfterAnErrorOfTheGpu(@TempDir Path other) throws Exception {
    Device broken =
        CudaGpus.open(StubLibraries.environment(other, 1, 13_000, 90, StubLibraries.all()), Precision.FP32);
    broken.kernel(SOURCE, "report");
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
    Map<String, String> failing = StubLibraries.environment(other, 1, 13_000, 90, StubLibraries.all());
    StubLibraries.fail(other.resolve(library), function);
    problem(() -> CudaGpus.open(failing, Precision.FP32));
    assertEquals(0, open(other, "libcuda.so.1"));
    assertEquals(0, open(other, "libcublas.so.13"));
  }

  @Test
  void freesARecordingThatCannotBePrepared(@TempDir Path other) throws Exception {
    Map<String, String> failing = StubLibraries.environment(other, 1, 13_000, 90, StubLibraries.all());
    try (Device broken = CudaGpus.open(failing, Precision.FP32)) {
      int before = open(other, "libcuda.so.1");
      StubLibraries.fail(other.resolve("libcuda.so.1"), "cuGraphInstantiateWithFlags");
      problem(() -> broken.times(List.of(() -> {})));
      assertEquals(before, open(other, "libcuda.so.1"));
    }
  }

  private static int open(Path folder, String library) {
    return StubLibraries.open(folder.resolve(library));
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

  private static String problem(Runnable call) {
    return assertThrows(DeviceException.class, call::run).getMessage();
  }

  private static float[] random(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private DeviceMemory write(float[] values) {
    return write(gpu, values);
  }

  private static DeviceMemory write(Device gpu, float[] values) {
    DeviceMemory memory = gpu.allocate(4L * values.length);
    try (FloatPointer host = new FloatPointer(values)) {
      gpu.upload(host, memory.address(), memory.bytes());
    }
    return memory;
  }

  private float[] read(DeviceMemory memory, int count) {
    return read(gpu, memory, count);
  }

  private static float[] read(Device gpu, DeviceMemory memory, int count) {
    float[] values = new float[count];
    try (FloatPointer host = new FloatPointer(count)) {
      gpu.download(memory.address(), host, 4L * count);
      host.get(values);
    }
    return values;
  }
}
