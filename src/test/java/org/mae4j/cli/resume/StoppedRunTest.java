package org.mae4j.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.StageTime;

/** Tests processes that SIGTERM or SIGINT stops. */
class StoppedRunTest {
  private static final int SIGTERM = 143;
  private static final int SIGINT = 130;
  /** The interval is so long that the only checkpoint is the one that a stopped run writes. */
  private static final String NO_CHECKPOINTS = "train.checkpointSeconds=100000";

  @TempDir
  private Path directory;
  private Path conf;
  private RunFiles run;

  @BeforeEach
  void write() {
    conf = SmallExperiment.write(directory);
    run = new RunFiles(directory.resolve("run"));
  }

  /** The weights are averaged, and updated by Muon. */
  @Test
  void resumesBitIdenticallyAfterSignal() throws IOException {
    ChildRun.assumeInterruptsAreHeard();
    Files.writeString(conf, """

        pretrain { optimizer.kind = muon, ema = 0.9 }
        finetune { optimizer.kind = muon, ema = 0.9 }
        """, StandardOpenOption.APPEND);
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    assertEquals(0, Captured.run("run", conf, "--out", straight.path()).code());
    stop("TERM", SIGTERM, () -> run.reached("pretrain", 4), "run", conf, NO_CHECKPOINTS, "--out", run.path());
    long step = run.step("pretrain");
    assertTrue(step >= 4, "a checkpoint was written, of step " + step);
    double cpuSeconds = Double.parseDouble(run.state("pretrain").get("cpuSeconds"));
    stop("INT", SIGINT, () -> run.says("run.log", "--- probes"), "resume", run.path(), "--threads", 1);
    assertEquals(3, run.done());
    assertTrue(run.read("run.log").contains("resuming after step " + step + " of 33"));
    InterruptedRun.resume(run, row -> row.name().equals("finetune.train.loss"));
    assertTrue(run.step("finetune") >= 4);
    assertEquals(0, Captured.run("resume", run.path()).code());
    run.assertSameAs(straight);
    assertTrue(cpuSeconds > 0 && cpuSeconds < cpuSeconds(), cpuSeconds + " s of " + cpuSeconds() + " s");
  }

  /** Returns the CPU time of pre-training, which a later command finished. */
  private double cpuSeconds() throws IOException {
    return ProvenanceFile.stages(ProvenanceFile.read(run.path().resolve("provenance.json")), StageTime.CPU_SECONDS)
        .get("pretrain");
  }

  /** The learning rate is so high that the first epochs are the best ones. */
  @Test
  void remembersTheBestEpochBeforeItWasStopped() throws IOException {
    String[] settings = {"data.source.train=60", "pretrain.epochs=1", "finetune.epochs=4", "finetune.mixup=0",
        "finetune.optimizer.baseLearningRate=0.3", "probe.controls=false", NO_CHECKPOINTS};
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    assertEquals(0, Captured.run(Stream.of(Stream.of("run", conf, "--out", straight.path()), Stream.of(settings))
        .flatMap(words -> words).toArray()).code());
    int best = straight.bestEpoch("finetune");
    assertTrue(best < 4, "a best epoch that is the last would show nothing");
    InterruptedRun.run(conf, run, row -> row.name().equals("finetune.val.accuracy") && row.epoch() == best, settings);
    assertEquals(0, Captured.run("resume", run.path()).code());
    assertEquals(best, run.bestEpoch("finetune"));
    run.assertSameAs(straight);
  }

  /** A step takes seconds, so the first signal still waits for the end of the step. */
  @Test
  void secondSignalEndsProcessAtOnce() {
    Object[] longSteps = {"pretrain", conf, NO_CHECKPOINTS, "model.patch=2", "model.encoder.depth=8",
        "model.encoder.width=64", "pretrain.batch.size=180", "pretrain.batch.microBatch=18", "threads=1",
        "model.maskRatio=0.5", "--out", run.path()};
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), longSteps)) {
      assertTrue(child.await(() -> run.says("run.log", "--- pre-training")), child::printed);
      Captured other = Captured.run("resume", run.path());
      assertEquals(2, other.code());
      assertEquals(run.path() + ": another command works in this directory\n", other.err());
      child.send("TERM");
      assertTrue(child.await(() -> child.printed().contains("a second signal stops immediately")), child::printed);
      child.send("TERM");
      assertEquals(SIGTERM, child.exitCode(), child::printed);
      assertFalse(child.printed().contains("resume with"), child::printed);
    }
    assertEquals(Map.of(), run.state("pretrain"));
  }

  /** Reading data leaves nothing to resume, so the signal ends the process immediately. */
  @Test
  void signalStopsReadingOfData() {
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), "pretrain", conf,
        "data.source.train=60000", "--out", run.path())) {
      assertTrue(child.await(() -> child.printed().contains("reading data")), child::printed);
      child.send("TERM");
      assertEquals(SIGTERM, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("interrupted while reading data; nothing was trained\n"),
          child::printed);
    }
    assertFalse(Files.exists(run.path()));
  }

  @Test
  void signalStopsReadingOfDataOfAnExistingRun() throws IOException {
    assertEquals(0, Captured.run("pretrain", conf, "data.source.train=60", "pretrain.epochs=1", "--out", run.path())
        .code());
    String before = Files.readString(run.path().resolve("provenance.json"));
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), "probe", run.path(),
        "data.source.train=20000")) {
      assertTrue(child.await(() -> child.printed().contains("reading data")), child::printed);
      child.send("TERM");
      assertEquals(SIGTERM, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("interrupted while reading data; the run is unchanged\n"), child::printed);
    }
    assertEquals(before, Files.readString(run.path().resolve("provenance.json")));
    assertEquals(0, Captured.run("probe", run.path()).code());
  }

  private void stop(String signal, int exitCode, BooleanSupplier moment, Object... command) {
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), command)) {
      assertTrue(child.haltAt(moment), child::printed);
      child.send(signal);
      child.goOn();
      assertEquals(exitCode, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("stopped by SIG" + signal + "; resume with: ./mae4j resume " + run.path()
          + "\n"), child::printed);
    }
  }
}
