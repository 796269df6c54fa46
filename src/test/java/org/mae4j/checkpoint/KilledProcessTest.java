package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Kills a process that does nothing but write checkpoints, so that the kill nearly always interrupts a write. */
class KilledProcessTest {
  private static final int LENGTH = 2_000_000;

  @TempDir
  Path directory;

  /** Writes version after version until killed. */
  public static void main(String[] arguments) {
    INDArray values = Nd4j.zeros(DataType.FLOAT, LENGTH);
    for (int version = 1;; version++) {
      values.assign(version);
      TensorFile.write(Path.of(arguments[0]), Map.of("values", values), Map.of("version", "" + version));
      System.out.println("version " + version);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 45, 110})
  void leavesCompleteVersion(int milliseconds) throws IOException, InterruptedException {
    Path file = directory.resolve("a.safetensors");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process writer = new ProcessBuilder(java.toString(), "-Xmx256m",
        "-cp", System.getProperty("java.class.path"), KilledProcessTest.class.getName(), file.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    int reported = lastReported(writer, milliseconds);
    try (TensorFile opened = TensorFile.openOrPrevious(file, warning -> {})) {
      int version = Integer.parseInt(opened.metadata().get("version"));
      INDArray values = TensorFileTest.read(opened, "values");
      assertEquals(version, values.minNumber().intValue());
      assertEquals(version, values.maxNumber().intValue());
      assertTrue(version == reported || version == reported + 1, version + " opened, " + reported + " reported");
    }
  }

  /** Kills the writer some time after its second version, and returns the last version that it reported. */
  private static int lastReported(Process writer, int milliseconds) throws IOException, InterruptedException {
    int reported = 0;
    try (BufferedReader lines = writer.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("version ")) {
          reported = Integer.parseInt(line.substring("version ".length()));
        }
        if (reported == 2) {
          Thread.sleep(milliseconds);
          writer.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output
        }
      }
    }
    writer.waitFor();
    return reported;
  }
}
