package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.machine.ProcessMemory;
import org.mae4j.plot.MemoryPlot;
import org.mae4j.record.log.SystemLog.SystemSample;

/** Tests the log of speed and memory, and its chart. */
class SystemLogTest {
  private static final String HEADER = "seconds,stage,step,images,imagesPerSecond,residentMb,heapMb,waiting,cpuSeconds";
  private static final String OLDER_HEADER = HEADER.replace(",cpuSeconds", "");

  @TempDir
  Path directory;
  private long nanoTime = 1_000_000_000_000L;

  private Path file() {
    return directory.resolve("system.csv");
  }

  @Test
  void aRowHasTheCurrentTimeAndMemory() throws IOException {
    try (SystemLog log = SystemLog.open(file(), row -> {}, () -> nanoTime)) {
      assertEquals(HEADER + "\n", Files.readString(file()));
      nanoTime += 2_500_000_000L;
      log.append("pretrain", 10, 640, 123.456, 0.0123456, 4.9876543);
      List<SystemSample> rows = SystemLog.read(file());
      SystemSample row = rows.get(0);
      assertEquals(new SystemSample(2.5, "pretrain", 10, 640, 123.5, row.residentMb(), row.heapMb(), 0.01235, 4.988),
          row);
      assertEquals(ProcessMemory.resident() / 1e6, row.residentMb(), 100);
      assertTrue(row.heapMb() > 1 && row.heapMb() < row.residentMb(), row.toString());
    }
  }

  @Test
  void theTimeBetweenCommandsIsNotCounted() throws IOException {
    try (SystemLog log = SystemLog.open(file(), row -> {}, () -> nanoTime)) {
      nanoTime += 2_000_000_000L;
      log.append("pretrain", 10, 640, 100, 0, 1);
    }
    Files.writeString(file(), "4.0,pretr", StandardOpenOption.APPEND);
    nanoTime += 3_600_000_000_000L;
    try (SystemLog log = SystemLog.open(file(), row -> {}, () -> nanoTime)) {
      nanoTime += 3_000_000_000L;
      log.append("pretrain", 20, 1280, 100, 0, 2);
    }
    assertEquals(List.of(2.0, 5.0), SystemLog.read(file()).stream().map(SystemSample::seconds).toList());
  }

  @Test
  void anErrorNamesTheMalformedLine() throws IOException {
    Files.writeString(file(), HEADER + "\n1,pretrain,2,3,4,5,6,7\n");
    IOException error = assertThrows(IOException.class, () -> SystemLog.read(file()));
    assertEquals(file() + ":2: not a row of speed and memory: expected 9 values (" + HEADER + "), but found 8",
        error.getMessage());
  }

  /** Files of older versions have no CPU time, which is then not known. */
  @Test
  void anOlderFileIsReadAndContinued() throws IOException {
    Files.writeString(file(), OLDER_HEADER + "\n4.0,pretrain,10,640,100.0,700.0,90.0,0.5\n");
    SystemSample old = new SystemSample(4, "pretrain", 10, 640, 100, 700, 90, 0.5, Double.NaN);
    assertEquals(List.of(old), SystemLog.read(file()));
    LogTail<SystemSample> tail = SystemLog.tail(file());
    assertEquals(List.of(old), tail.next().rows());
    try (SystemLog log = SystemLog.open(file(), row -> {}, () -> nanoTime)) {
      log.append("pretrain", 20, 1280, 100, 0, 3);
    }
    assertEquals(HEADER, Files.readAllLines(file()).get(0));
    assertEquals(List.of(Double.NaN, 3.0), SystemLog.read(file()).stream().map(SystemSample::cpuSeconds).toList());
    assertEquals(List.of(old, SystemLog.read(file()).get(1)), tail.next().rows());
  }

  @Test
  void chartShowsBothKindsOfMemory() throws IOException {
    Path figure = directory.resolve("memory.png");
    assertFalse(MemoryPlot.chart(List.of()).write(figure));
    assertFalse(Files.exists(figure));
    assertTrue(MemoryPlot.chart(List.of(new SystemSample(5, "pretrain", 1, 1, 1, 800, 200, 0, 1),
        new SystemSample(600, "pretrain", 2, 2, 1, 800, 200, 0, 1))).write(figure));
    BufferedImage image = ImageIO.read(figure.toFile());
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int color : new int[] {0x0072B2, 0xD55E00}) {
      assertTrue(Arrays.stream(pixels).filter(pixel -> (pixel & 0xFFFFFF) == color).count() > 800, "" + color);
    }
  }
}
