package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.experiment.SmallExperiment;

/** The option on a machine without a driver. */
class GpuOptionTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"--gpu run CONF --out RUN", "run CONF --gpu --out RUN", "--gpu bench CONF"})
  void saysInOneLineThatThereIsNoDriver(String command) {
    assumeNoDriver();
    Path conf = SmallExperiment.write(directory);
    Path run = directory.resolve("run");
    Captured captured = Captured.run((Object[]) command.replace("CONF", conf.toString()).replace("RUN", run.toString())
        .split(" "));
    assertEquals("no Nvidia driver is installed: libcuda.so.1 is missing. Start without --gpu to compute on the CPU\n",
        captured.err());
    assertEquals(1, captured.code());
    assertFalse(Files.exists(run));
  }

  @Test
  void theDoctorSaysTheSame() {
    assumeNoDriver();
    Captured captured = Captured.run("doctor", "--gpu");
    assertEquals(1, captured.code());
    assertTrue(captured.out().contains("BROKEN: no Nvidia driver is installed: libcuda.so.1 is missing\n"),
        captured.out());
  }

  private static void assumeNoDriver() {
    try {
      NativeLibrary.getInstance("libcuda.so.1");
      assumeTrue(false, "this machine has a driver");
    } catch (UnsatisfiedLinkError e) {
      assertTrue(e.getMessage().contains("libcuda.so.1"));
    }
  }
}
