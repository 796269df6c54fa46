package org.mae4j.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.cli.sweep.SmallSweep.FIRST;
import static org.mae4j.cli.sweep.SmallSweep.SECOND;
import static org.mae4j.cli.sweep.SmallSweep.with;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.RunFiles;

/** Tests sweeps of a small experiment that are killed or stopped, and resumed. */
class ResumedSweepTest {
  @TempDir
  private Path directory;
  private SmallSweep small;
  private RunFiles sweep;

  @BeforeEach
  void write() throws IOException {
    small = new SmallSweep(directory);
    sweep = small.files();
  }

  @Test
  void resumesBitIdentically() throws IOException {
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    Captured whole = Captured.run(small.command(straight));
    assertEquals(0, whole.code(), whole.err());
    assertTrue(whole.out().contains("trial 1:    the file's own settings"), whole.out());
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    stop(killed, () -> small.run(FIRST).step("pretrain") >= 4, () -> small.run(SECOND).reached("pretrain", 4));
    assertEquals(2, killed.journal().size(), "the heading and a start");
    assertEquals(4, sweep.journal().size(), "and an end and a start");
    refusesOtherSettingsAndASecondSweepInTheDirectory(killed);
    long finished = Files.getLastModifiedTime(small.run(FIRST).path().resolve("results.json")).toMillis();
    try (BufferedWriter journal = Files.newBufferedWriter(sweep.path().resolve("sweep.jsonl"),
        StandardOpenOption.APPEND)) {
      journal.write("{\"event\":\"fini");
    }
    assertEquals(0, Captured.run(small.resume(sweep, "threads=2")).code());
    assertEquals(straight.journal(), sweep.journal());
    Files.writeString(killed.path().resolve(FIRST).resolve("system.csv"), "1000.0,pretrain,0,0,0.0,0.0,0.0,0.0,NaN\n",
        StandardOpenOption.APPEND);
    assertEquals(0, Captured.run(small.resume(killed, "threads=2")).code());
    String ranking = killed.read("sweep.csv");
    assertTrue(ranking.contains(",1,10"), "the seconds of both processes: " + ranking);
    assertEquals(straight.journal(), killed.journal());
    assertEquals(finished, Files.getLastModifiedTime(small.run(FIRST).path().resolve("results.json")).toMillis());
    for (String trial : List.of(FIRST, SECOND, "trials/0003")) {
      small.run(trial).assertSameAs(new RunFiles(straight.path().resolve(trial)));
      small.run(trial).assertSameAs(new RunFiles(killed.path().resolve(trial)));
    }
    assertEquals(straight.read("best.conf").lines().findFirst(), sweep.read("best.conf").lines().findFirst());
    Captured again = Captured.run(small.resume(sweep));
    assertEquals(0, again.code());
    assertTrue(again.out().endsWith(small.lastLines()), again.out());
    retriesFailedTrial(straight.journal());
  }

  /** Starts the sweep, copies what a kill at a moment would leave, and stops it at a later moment. */
  private void stop(RunFiles killed, BooleanSupplier kill, BooleanSupplier stop) {
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"),
        small.command(sweep, "train.checkpointSeconds=0", "threads=1"))) {
      assertTrue(child.haltAt(kill), child::printed);
      killed.copyOf(sweep);
      child.goOn();
      assertTrue(child.haltAt(stop), child::printed);
      child.send("TERM");
      child.goOn();
      assertEquals(143, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("resume the sweep with: ./mae4j sweep " + small.conf()
          + " train.checkpointSeconds=0 threads=1 --out " + sweep.path() + " --resume\n"), child::printed);
    }
  }

  private void refusesOtherSettingsAndASecondSweepInTheDirectory(RunFiles interrupted) {
    Captured other = Captured.run(small.resume(interrupted, "sweep.seed=2"));
    assertEquals(2, other.code());
    assertEquals(
        "the sweep in " + interrupted.path()
            + " has other settings; restore them or start a new sweep with another --out:\nsweep.seed: was 1, is 2\n",
        other.err());
    Captured again = Captured.run(small.command(interrupted));
    assertEquals(2, again.code());
    assertTrue(again.err().contains("contains a sweep; resume it with --resume"), again.err());
  }

  private void retriesFailedTrial(List<String> journal) throws IOException {
    int last = journal.size() - 1;
    String failed = "{\"event\":\"failed\",\"candidate\":3,\"repetition\":1,\"reason\":\"no memory\",\"seconds\":0}";
    Files.write(sweep.path().resolve("sweep.jsonl"),
        Stream.concat(journal.stream().limit(last), Stream.of(failed)).toList());
    Captured retried = Captured.run(with(small.resume(sweep), "--retry-failed"));
    assertEquals(0, retried.code(), retried.err());
    assertEquals(List.of(failed, "{\"event\":\"retried\",\"candidate\":3}", journal.get(last)),
        sweep.journal().subList(last, last + 3));
  }

  /** An interrupted trial would be recorded as failed. */
  @Test
  void refusesAnotherKindOfProcessor() throws IOException {
    assertEquals(0, Captured.run(small.command(sweep, "sweep.stop.trials=1")).code());
    List<String> journal = sweep.journal();
    Path provenance = small.run(FIRST).path().resolve("provenance.json");
    Files.writeString(provenance,
        Files.readString(provenance).replace("\"engine\"", "\"gpu\" : \"NVIDIA H100\", \"engine\""));
    Captured refused = Captured.run(small.resume(sweep, "sweep.stop.trials=2"));
    assertEquals(2, refused.code());
    assertEquals(sweep.path() + ": the trials were computed on a GPU (--gpu), and the CPU would give other results; "
        + "resume it with ./mae4j --gpu sweep\n", refused.err());
    assertEquals(journal, sweep.journal());
  }

  /** Pruning depends on trial numbers, so the moment at which parallel trials are killed does not matter. */
  @Test
  void resumedParallelTrialsMatchSequentialTrials() throws IOException {
    Object[] pruned = {"pretrain.validateEvery=1", "sweep.prune.after=1", "sweep.stop.trials=4"};
    Object[] parallel = with(pruned, "sweep.parallel=2");
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    Captured whole = Captured.run(small.command(straight, pruned));
    assertEquals(0, whole.code(), whole.err());
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"),
        small.command(sweep, with(parallel, "train.checkpointSeconds=0")))) {
      assertTrue(child.haltAt(() -> small.run(FIRST).step("pretrain") >= 4 && small.run(SECOND).step("pretrain") >= 4),
          child::printed);
      killed.copyOf(sweep);
      child.goOn();
      assertTrue(child.haltAt(() -> small.run("trials/0003").reached("pretrain", 4)), child::printed);
      child.send("TERM");
      child.goOn();
      assertEquals(143, child.exitCode(), child::printed);
      assertFalse(child.printed().contains("pre-training"), child::printed);
    }
    Captured rest = Captured.run(small.resume(sweep, parallel));
    assertEquals(0, rest.code(), rest.err());
    assertEquals(0, Captured.run(small.resume(killed, parallel)).code());
    assertEquals(new TreeSet<>(straight.journal()), new TreeSet<>(killed.journal()));
    assertEquals(new TreeSet<>(straight.journal()), new TreeSet<>(sweep.journal()));
    String ends = String.join("\n", straight.journal());
    assertTrue(ends.contains("\"pruned\"") && ends.contains("\"finished\""), ends);
    assertTrue(rest.out().contains("pruned: "), rest.out());
    for (int number = 1; number <= 4; number++) {
      String trial = "trials/000" + number;
      RunFiles once = new RunFiles(straight.path().resolve(trial));
      assertEquals(once.read("metrics.csv"), small.run(trial).read("metrics.csv"));
      assertEquals(once.read("metrics.csv"), new RunFiles(killed.path().resolve(trial)).read("metrics.csv"));
      if (once.has("results.json") && once.done() == 2) {
        small.run(trial).assertSameAs(once);
        new RunFiles(killed.path().resolve(trial)).assertSameAs(once);
      }
      String others = trial.equals(FIRST) ? SECOND : FIRST;
      assertTrue(small.run(trial).says("run.log", trial));
      assertFalse(small.run(trial).says("run.log", others), "a line of another run");
    }
    assertEquals(straight.read("best.conf"), sweep.read("best.conf"));
  }
}
