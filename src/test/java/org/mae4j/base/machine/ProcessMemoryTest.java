package org.mae4j.base.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProcessMemoryTest {
  @TempDir
  private Path directory;

  @Test
  void peakGrowsWithNativeMemory() {
    long before = ProcessMemory.peak();
    // The distance to the peak, and a little more.
    long missing = before - ProcessMemory.resident() + (64 << 20);
    try (INDArray large = Nd4j.valueArrayOf(new long[] {missing / Float.BYTES}, 1, DataType.FLOAT)) {
      assertTrue(ProcessMemory.peak() > before, "an array of " + large.length() + " floats");
    }
  }

  @Test
  void readsTheStatusFileOfLinux() throws IOException {
    Path status = Files.writeString(directory.resolve("status"), "VmHWM:\t  900 kB\nVmRSS:\t  800 kB\nThreads:\t5\n");
    assertEquals(OptionalLong.of(819_200), ProcessMemory.read(status, "VmRSS"));
    assertEquals(OptionalLong.of(921_600), ProcessMemory.read(status, "VmHWM"));
    assertEquals(OptionalLong.empty(),
        ProcessMemory.read(Files.writeString(directory.resolve("none"), "Threads: 5\n"), "VmRSS"));
    assertEquals(OptionalLong.empty(), ProcessMemory.read(directory.resolve("absent"), "VmRSS"));
  }
}
