package org.mae4j.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.tensorboard.EventFile;
import org.mae4j.record.tensorboard.EventLog;

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
  private int copies;

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
    // Before the first stage; in the midst of an epoch; in the write of a checkpoint.
    List<RunFiles> left = new ArrayList<>(kill(run, List.of(
        () -> run.has("resume.json") && run.state("pretrain").isEmpty() && !run.has("run.log"),
        () -> run.reached("pretrain", 4) && run.step("pretrain") < EPOCH,
        () -> run.has(STATE + ".tmp") && run.step("pretrain") < 2 * EPOCH),
        "run", conf, "train.checkpointSeconds=0", "--out", run.path()));
    left.addAll(copiesOfResumed(run));
    assertEquals(5, left.size());
    for (RunFiles files : left) { // with another number of threads than before
      assertEquals(0, Captured.run(resume(files, left.indexOf(files) < 2 ? 2 : 1)).code());
      files.assertSameAs(straight);
      assertEquals(straight.read("latents.json"), files.read("latents.json"));
      assertTrue(files.has("report.html"));
    }
    Captured again = Captured.run(resume(left.get(0), 2));
    assertEquals(0, again.code());
    assertTrue(again.out().contains("the run is complete"), again.out());
  }

  /** The plan says that all stages are done; what comes after it is missing. */
  @Test
  void endsARunThatWasKilledAfterItsLastStage() throws IOException {
    RunFiles killed = copy(straight);
    Path state = killed.path().resolve("checkpoints/scratch-state.safetensors");
    Files.copy(killed.path().resolve("checkpoints/scratch-best.safetensors"), state);
    Path provenance = killed.path().resolve("provenance.json");
    Files.writeString(provenance, killed.read("provenance.json").replaceFirst("\"ended\" : \"[^\"]+\",\\s+", ""));
    EventLog.open(killed.path(),
        event -> !event.tag().startsWith("results/") && !event.tag().startsWith(EventLog.SESSION + "session_end"),
        tag -> "").close();
    Captured resumed = Captured.run("resume", killed.path());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("the run is complete"), resumed.out());
    assertFalse(Files.exists(state));
    killed.assertSameAs(straight);
    assertEquals(tags(straight), tags(killed));
    Instant end = Files.getLastModifiedTime(killed.path().resolve("resume.json")).toInstant();
    assertEquals(Optional.of(end.truncatedTo(ChronoUnit.SECONDS)), ProvenanceFile.read(provenance).get(0).ended());
    String ended = killed.read("provenance.json");
    assertEquals(straight.read("provenance.json").replaceFirst("\"ended\" : \"[^\"]+\"", ""),
        ended.replaceFirst("\"ended\" : \"[^\"]+\"", ""));
    assertEquals(0, Captured.run("resume", killed.path()).code());
    assertEquals(ended, killed.read("provenance.json"));
  }

  private static List<String> tags(RunFiles run) throws IOException {
    return EventFile.read(EventFile.in(run.path())).stream().map(EventFile.Event::tag).sorted().toList();
  }

  /** Resumes a run in this process. Returns copies of it at the end of an epoch, in a probe and in fine-tuning. */
  private List<RunFiles> copiesOfResumed(RunFiles run) {
    List<RunFiles> copies = new ArrayList<>();
    InterruptedRun.resume(run, task -> {
      if (run.done() == 3 && copies.size() == 1) {
        copies.add(copy(run));
      }
    }, row -> {
      boolean tunes = row.name().equals("finetune.train.loss") && row.step() % EPOCH > 0;
      if (tunes || row.name().equals("pretrain.val.loss") && run.step("pretrain") == 2 * EPOCH) {
        copies.add(copy(run));
      }
      return tunes;
    });
    return copies;
  }

  @Test
  void repeatedStageKeepsItsSettings() throws IOException {
    RunFiles run = new RunFiles(directory.resolve("repeated"));
    RunFiles stopped = copy(straight);
    RunFiles killed = new RunFiles(directory.resolve("killed-repeat"));
    run.copyOf(straight);
    String checkpoint = "checkpoints/pretrain-last.safetensors";
    assertEquals(0, Captured.run("finetune", run.path().resolve(checkpoint), "finetune.epochs=3").code());
    InterruptedRun.finetune(stopped.path().resolve(checkpoint), InterruptedRun.copying(stopped, killed,
        row -> row.name().equals("scratch.train.loss") && stopped.step("scratch") > 0 && stopped.done() == 1),
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

  /**
   * Kills a run at the last of some moments. Returns copies of what it would have left at the ones before. Where a moment
   * was missed, the run is resumed from the files of the moment before.
   */
  private List<RunFiles> kill(RunFiles run, List<BooleanSupplier> moments, Object... command) {
    List<RunFiles> copies = new ArrayList<>(List.of(copy(run)));
    String printed = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      run.copyOf(copies.get(copies.size() - 1));
      Object[] words = copies.size() == 1 ? command : resume(run, 1);
      try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), words)) {
        while (child.haltAt(moments.get(copies.size() - 1))) {
          boolean hit = moments.get(copies.size() - 1).getAsBoolean();
          if (hit && copies.size() == moments.size()) {
            child.kill();
            return copies.subList(1, copies.size());
          } else if (hit) {
            copies.add(copy(run));
          }
          child.goOn();
        }
        printed = child.printed();
      }
    }
    throw new AssertionError("never halted at the wanted moment; printed:\n" + printed);
  }

  private RunFiles copy(RunFiles run) {
    RunFiles copy = new RunFiles(directory.resolve("copy-" + copies++));
    copy.copyOf(run);
    return copy;
  }
}
