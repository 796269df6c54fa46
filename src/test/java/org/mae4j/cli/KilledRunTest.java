package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.SmallExperiment;

/**
 * Tests that a run that was killed by SIGKILL and resumed has the results of an uninterrupted run. The first epoch of each
 * training sees smaller images.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunTest {
  private static final int EPOCH = 11;
  private static final int ATTEMPTS = 10;
  private static final String STATE = "checkpoints/pretrain-state.safetensors";
  private static final String SMALLER_IMAGES = """
      pretrain.resolution { scales = [0.5], until = [0.4] }
      finetune.resolution { scales = [0.75], until = [0.5] }
      """;

  private Path directory;
  private Path conf;
  private RunFiles straight;

  @BeforeAll
  void runStraight(@TempDir Path temporary) throws IOException {
    directory = temporary;
    conf = SmallExperiment.write(temporary);
    Files.writeString(conf, SMALLER_IMAGES, StandardOpenOption.APPEND);
    straight = new RunFiles(temporary.resolve("straight"));
    Captured run = Captured.run("run", conf, "--out", straight.path());
    assertEquals(0, run.code());
    assertTrue(run.out().contains("resolution: pretrain 16×16 until epoch 1, 32×32 until epoch 3; finetune 24×24"),
        run.out());
  }

  @Test
  void resumesBitIdenticallyAfterKillInEachPhase() throws IOException {
    RunFiles run = new RunFiles(directory.resolve("killed"));
    Object[] start = {"run", conf, "train.checkpointSeconds=0", "--out", run.path()};
    // Before the first stage; in the midst of an epoch; in the write of a checkpoint; at the end of an epoch, while it
    // measures and draws; in a probe; in fine-tuning; and each time with another number of threads.
    kill(run, () -> run.has("resume.json"), now -> now.state("pretrain").isEmpty() && !now.has("run.log"), start);
    kill(run, () -> run.reached("pretrain", 4), now -> now.step("pretrain") % EPOCH > 0, resume(run, 1));
    kill(run, () -> run.has(STATE + ".tmp"), now -> now.has(STATE + ".tmp"), resume(run, 2));
    kill(run, () -> run.has("checkpoints/pretrain-last.safetensors"),
        now -> now.step("pretrain") == 2 * EPOCH && now.state("pretrain").get("epoch").equals("1"), resume(run, 1));
    kill(run, () -> run.says("run.log", "--- probes"), now -> now.done() == 3, resume(run, 2));
    kill(run, () -> run.reached("finetune", 4), now -> now.step("finetune") % EPOCH > 0, resume(run, 1));
    assertEquals(0, Captured.run(resume(run, 2)).code());
    run.assertSameAs(straight);
    assertEquals(straight.read("latents.json"), run.read("latents.json"));
    assertTrue(run.has("report.html"));
    Captured again = Captured.run(resume(run, 2));
    assertEquals(0, again.code());
    assertTrue(again.out().contains("the run is complete"), again.out());
  }

  @Test
  void repeatedStageKeepsItsSettings() throws IOException {
    RunFiles run = new RunFiles(directory.resolve("repeated"));
    RunFiles killed = new RunFiles(directory.resolve("killed-repeat"));
    run.copyOf(straight);
    killed.copyOf(straight);
    Object checkpoint = "checkpoints/pretrain-last.safetensors";
    assertEquals(0, Captured.run("finetune", run.path() + "/" + checkpoint, "finetune.epochs=3").code());
    kill(killed, () -> killed.reached("scratch", 4) && killed.step("scratch") > 0,
        now -> now.done() == 1 && now.step("scratch") > 0, "finetune", killed.path() + "/" + checkpoint,
        "finetune.epochs=3", "train.checkpointSeconds=0");
    Captured other = Captured.run("probe", killed.path());
    assertEquals(2, other.code());
    assertTrue(other.err().contains("was interrupted; resume it with ./mae4j resume"), other.err());
    assertEquals(0, Captured.run(resume(killed, 1)).code());
    killed.assertSameAs(run);
  }

  private static Object[] resume(RunFiles run, int threads) {
    return new Object[] {"resume", run.path(), "--threads", threads};
  }

  /** Kills a command at {@code moment}. Starts again from the same files if the moment was missed. */
  private void kill(RunFiles run, BooleanSupplier moment, Predicate<RunFiles> hit, Object... command) {
    RunFiles before = new RunFiles(directory.resolve("before"));
    before.copyOf(run);
    String printed = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      run.copyOf(before);
      try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), command)) {
        if (child.killAt(moment) && hit.test(run)) {
          return;
        }
        printed = child.printed();
      }
    }
    throw new AssertionError("never killed at the wanted moment; printed:\n" + printed);
  }
}
