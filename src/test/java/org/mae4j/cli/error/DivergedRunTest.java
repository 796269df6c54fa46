package org.mae4j.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;

/** Tests runs whose learning rate is so high that the loss is not finite from the second step on. */
class DivergedRunTest {
  private static final String RATE = "pretrain.optimizer.baseLearningRate=1e30";

  @TempDir
  private Path directory;
  private Path conf;
  private RunFiles run;

  @BeforeEach
  void write() {
    conf = SmallExperiment.write(directory);
    run = new RunFiles(directory.resolve("run"));
  }

  @Test
  void divergedRunEndsWithOneLine() {
    Captured failed = Captured.run("pretrain", conf, RATE, "--out", run.path());
    assertFailure(failed, "There is no checkpoint of this stage. ");
    assertTrue(failed.err().contains("clipNorm"), failed.err());
  }

  @Test
  void skippedStepsAreLoggedAndCountedInTheCheckpoint() {
    Captured failed = Captured.run("pretrain", conf, RATE, "train.maxSkips=3", "train.checkpointSeconds=0", "--out",
        run.path());
    assertFailure(failed, "The last good checkpoint is " + run.path()
        + "/checkpoints/pretrain-state.safetensors. ");
    List<String> warnings = failed.out().lines().filter(line -> line.startsWith("WARN: ")).toList();
    assertEquals(3, warnings.size(), failed.out());
    assertTrue(warnings.get(2).contains("is not finite at step ") && warnings.get(2).endsWith("skipped, 3 so far"),
        failed.out());
    assertEquals("3", run.state("pretrain").get("skipped"));
    assertEquals(3, run.read("metrics.csv").lines().filter(line -> line.contains("pretrain.skippedSteps")).count());
    Captured again = Captured.run("resume", run.path());
    assertEquals(1, again.code());
    assertEquals(failed.err(), again.err());
    assertEquals(-1, again.out().indexOf("WARN: "), again.out());
  }

  private static void assertFailure(Captured failed, String checkpoint) {
    assertEquals(1, failed.code(), failed.err());
    assertEquals(1, failed.err().lines().count(), failed.err());
    assertTrue(failed.err().startsWith("the run failed: the "), failed.err());
    assertTrue(failed.err().contains(" is not finite at step ") && failed.err().contains("learning rate")
        && failed.err().contains("gradient"), failed.err());
    assertTrue(failed.err().contains(checkpoint), failed.err());
  }
}
