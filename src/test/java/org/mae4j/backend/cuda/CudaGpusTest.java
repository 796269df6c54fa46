package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.backend.cuda.GpuArrays.read;
import static org.mae4j.backend.cuda.GpuArrays.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.ComputeCapability;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.config.ComputeConfig.Precision;

/** Tests that several GPUs are used. */
class CudaGpusTest {
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
    assertEquals(0, StubLibraries.open(other.resolve("libcuda.so.1")));
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
}
