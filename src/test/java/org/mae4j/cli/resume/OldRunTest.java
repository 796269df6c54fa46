package org.mae4j.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Resumes a run and a sweep that an older version of this program started and that were killed. Their configurations,
 * resume plans, checkpoints and journals have former names of keys and lack new keys. The results are those that were
 * recorded when AdamW's rounding and the linear probes were corrected; training differs from that of the older version
 * from the seventh digit on.
 */
class OldRunTest {
  /** Hash of a product of matrices on the processor that the results were computed on. */
  private static final int ARITHMETIC = 1634608099;

  @TempDir
  private Path directory;

  @BeforeEach
  void copy() throws IOException {
    FileUtils.copyDirectory(Path.of("src/test/resources/old-run").toFile(), directory.resolve("run").toFile());
    FileUtils.copyDirectory(Path.of("src/test/resources/old-sweep").toFile(), directory.resolve("sweep").toFile());
  }

  @Test
  void resumesOldRun() throws IOException {
    Path run = directory.resolve("run/cut");
    Captured resumed = Captured.run("resume", run, "--threads", "1");
    assertEquals(0, resumed.code(), resumed.err());
    assertFalse(resumed.err().contains("new name"), resumed.err());
    assumeSameArithmetic();
    for (String file : new String[] {"results.json", "metrics.csv"}) {
      assertEquals(Files.readString(directory.resolve("run/whole").resolve(file)), Files.readString(run.resolve(file)));
    }
  }

  @Test
  void resumesOldSweep() throws IOException {
    Path sweep = directory.resolve("sweep/cut");
    Captured resumed = Captured.run("sweep", directory.resolve("sweep/sweep.conf"), "--threads", "1", "--out", sweep,
        "--resume");
    assertEquals(0, resumed.code(), resumed.err());
    assumeSameArithmetic();
    assertEquals(rows(directory.resolve("sweep/whole/sweep.csv"), ""), rows(sweep.resolve("sweep.csv"), "[^,]*,"));
  }

  /** Returns the rows below the header, in which keys have their present names, without {@code seconds}. */
  private static List<String> rows(Path table, String seconds) throws IOException {
    return Files.readAllLines(table).stream().skip(1)
        .map(line -> line.replaceFirst("^((?:[^,]*,){6})" + seconds, "$1")).toList();
  }

  /** OpenBLAS has kernels for each kind of processor, which round differently. */
  private static void assumeSameArithmetic() {
    Random random = new Random(1);
    float[] values = new float[2 * 64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    INDArray pair = Nd4j.createFromArray(values).reshape(2, 64, 64);
    int hash = Arrays.hashCode(pair.slice(0).mmul(pair.slice(1)).dup('c').data().asFloat());
    assumeTrue(hash == ARITHMETIC, "the results were computed on another kind of processor; hash " + hash);
  }
}
