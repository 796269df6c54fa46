package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.testing.HaltSignal;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Halts and kills a process that does nothing but write checkpoints, so that this nearly always interrupts a write. */
class KilledProcessTest {
  private static final int LENGTH = 2_000_000;
  private static final int[] MOMENTS = {1, 20, 45, 110};
  private static final String REPORT = "version ";

  @TempDir
  Path directory;

  /** Writes version after version until killed. */
  public static void main(String[] arguments) {
    INDArray values = Nd4j.zeros(DataType.FLOAT, LENGTH);
    for (int version = 1;; version++) {
      values.assign(version);
      TensorFiles.write(Path.of(arguments[0]), Map.of("values", values), Map.of("version", "" + version));
      System.out.println(REPORT + version);
    }
  }

  @Test
  void everyMomentLeavesACompleteVersion() throws IOException, InterruptedException {
    Path file = Files.createDirectory(directory.resolve("files")).resolve("a.safetensors");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process writer = new ProcessBuilder(java.toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), KilledProcessTest.class.getName(), file.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (HaltSignal signal = new HaltSignal(writer.pid()); BufferedReader lines = writer.inputReader()) {
      int reported = lastReported(lines, 0, 2);
      for (int milliseconds : MOMENTS) {
        Thread.sleep(milliseconds);
        signal.halt();
        reported = lastReported(lines, reported, 0);
        Path copy = directory.resolve("after-" + milliseconds);
        FileUtils.copyDirectory(file.getParent().toFile(), copy.toFile());
        signal.goOn();
        assertComplete(copy.resolve(file.getFileName()), reported);
      }
      writer.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output
      assertEquals(137, writer.waitFor());
      assertComplete(file, lastReported(lines, reported, 0));
    }
  }

  /** Reads what the writer reported after version {@code known}, at least up to {@code wanted}; returns the last. */
  private static int lastReported(BufferedReader lines, int known, int wanted) throws IOException {
    int reported = known;
    while (reported < wanted || lines.ready()) {
      String line = lines.readLine();
      assertNotNull(line, "the writer ended");
      reported = line.startsWith(REPORT) ? Integer.parseInt(line.substring(REPORT.length())) : reported;
    }
    return reported;
  }

  private static void assertComplete(Path file, int reported) {
    try (TensorFile opened = TensorFiles.openOrPrevious(file, warning -> {})) {
      int version = Integer.parseInt(opened.metadata().get("version"));
      INDArray values = TensorFileTest.read(opened, "values");
      assertEquals(version, values.minNumber().intValue());
      assertEquals(version, values.maxNumber().intValue());
      assertTrue(version == reported || version == reported + 1, version + " opened, " + reported + " reported");
    }
  }
}
