package org.mae4j.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;

/** Tests sweeps of a small experiment that are uninterrupted, killed or stopped. */
class SweepTest {
  private static final String SWEEP = """
      sweep {
        generator = genetic
        objective = pretrain.val.maskedMse
        direction = minimize
        stop.trials = 3
        parameters {
          pretrain.optimizer.baseLearningRate = { logUniform = [1e-3, 1e-1] }
          model.decoder.depth = { integer = [1, 2] }
        }
      }
      """;
  private static final String FIRST = "trials/0001";
  private static final String SECOND = "trials/0002";

  @TempDir
  private Path directory;
  private Path conf;
  private RunFiles sweep;

  @BeforeEach
  void write() throws IOException {
    write(SWEEP);
    sweep = new RunFiles(directory.resolve("sweep"));
  }

  private void write(String block) throws IOException {
    conf = SmallExperiment.write(directory);
    Files.writeString(conf, Files.readString(conf) + block);
  }

  @Test
  void resumesBitIdentically() throws IOException {
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    Captured whole = Captured.run(command(straight));
    assertEquals(0, whole.code(), whole.err());
    assertTrue(whole.out().contains("trial 1:    the file's own settings"), whole.out());
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    stop(killed, () -> run(FIRST).step("pretrain") >= 4, () -> run(SECOND).reached("pretrain", 4));
    assertEquals(2, killed.journal().size(), "the heading and a start");
    assertEquals(4, sweep.journal().size(), "and an end and a start");
    refusesOtherSettingsAndASecondSweepInTheDirectory(killed);
    long finished = Files.getLastModifiedTime(run(FIRST).path().resolve("results.json")).toMillis();
    try (BufferedWriter journal = Files.newBufferedWriter(sweep.path().resolve("sweep.jsonl"),
        StandardOpenOption.APPEND)) {
      journal.write("{\"event\":\"fini");
    }
    assertEquals(0, Captured.run(resume(sweep, "threads=2")).code());
    assertEquals(straight.journal(), sweep.journal());
    Files.writeString(killed.path().resolve(FIRST).resolve("system.csv"), "1000.0,pretrain,0,0,0.0,0.0,0.0,0.0,NaN\n",
        StandardOpenOption.APPEND);
    assertEquals(0, Captured.run(resume(killed, "threads=2")).code());
    String ranking = killed.read("sweep.csv");
    assertTrue(ranking.contains(",1,10"), "the seconds of both processes: " + ranking);
    assertEquals(straight.journal(), killed.journal());
    assertEquals(finished, Files.getLastModifiedTime(run(FIRST).path().resolve("results.json")).toMillis());
    for (String trial : List.of(FIRST, SECOND, "trials/0003")) {
      run(trial).assertSameAs(new RunFiles(straight.path().resolve(trial)));
      run(trial).assertSameAs(new RunFiles(killed.path().resolve(trial)));
    }
    assertEquals(straight.read("best.conf").lines().findFirst(), sweep.read("best.conf").lines().findFirst());
    Captured again = Captured.run(resume(sweep));
    assertEquals(0, again.code());
    assertTrue(again.out().endsWith(next(sweep)), again.out());
    retriesFailedTrial(straight.journal());
  }

  private void retriesFailedTrial(List<String> journal) throws IOException {
    int last = journal.size() - 1;
    String failed = "{\"event\":\"failed\",\"candidate\":3,\"repetition\":1,\"reason\":\"no memory\",\"seconds\":0}";
    Files.write(sweep.path().resolve("sweep.jsonl"),
        Stream.concat(journal.stream().limit(last), Stream.of(failed)).toList());
    Captured retried = Captured.run(with(resume(sweep), "--retry-failed"));
    assertEquals(0, retried.code(), retried.err());
    assertEquals(List.of(failed, "{\"event\":\"retried\",\"candidate\":3}", journal.get(last)),
        sweep.journal().subList(last, last + 3));
  }

  /** An interrupted trial would be recorded as failed. */
  @Test
  void refusesAnotherKindOfProcessor() throws IOException {
    assertEquals(0, Captured.run(command(sweep, "sweep.stop.trials=1")).code());
    List<String> journal = sweep.journal();
    Path provenance = run(FIRST).path().resolve("provenance.json");
    Files.writeString(provenance,
        Files.readString(provenance).replace("\"engine\"", "\"gpu\" : \"NVIDIA H100\", \"engine\""));
    Captured refused = Captured.run(resume(sweep, "sweep.stop.trials=2"));
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
    Captured whole = Captured.run(command(straight, pruned));
    assertEquals(0, whole.code(), whole.err());
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"),
        command(sweep, with(parallel, "train.checkpointSeconds=0")))) {
      assertTrue(child.haltAt(() -> run(FIRST).step("pretrain") >= 4 && run(SECOND).step("pretrain") >= 4),
          child::printed);
      killed.copyOf(sweep);
      child.goOn();
      assertTrue(child.haltAt(() -> run("trials/0003").reached("pretrain", 4)), child::printed);
      child.send("TERM");
      child.goOn();
      assertEquals(143, child.exitCode(), child::printed);
      assertFalse(child.printed().contains("pre-training"), child::printed);
    }
    Captured rest = Captured.run(resume(sweep, parallel));
    assertEquals(0, rest.code(), rest.err());
    assertEquals(0, Captured.run(resume(killed, parallel)).code());
    assertEquals(new TreeSet<>(straight.journal()), new TreeSet<>(killed.journal()));
    assertEquals(new TreeSet<>(straight.journal()), new TreeSet<>(sweep.journal()));
    String ends = String.join("\n", straight.journal());
    assertTrue(ends.contains("\"pruned\"") && ends.contains("\"finished\""), ends);
    assertTrue(rest.out().contains("pruned: "), rest.out());
    for (int number = 1; number <= 4; number++) {
      String trial = "trials/000" + number;
      RunFiles once = new RunFiles(straight.path().resolve(trial));
      assertEquals(once.read("metrics.csv"), run(trial).read("metrics.csv"));
      assertEquals(once.read("metrics.csv"), new RunFiles(killed.path().resolve(trial)).read("metrics.csv"));
      if (once.has("results.json") && once.done() == 2) {
        run(trial).assertSameAs(once);
        new RunFiles(killed.path().resolve(trial)).assertSameAs(once);
      }
      String others = trial.equals(FIRST) ? SECOND : FIRST;
      assertTrue(run(trial).says("run.log", trial));
      assertFalse(run(trial).says("run.log", others), "a line of another run");
    }
    assertEquals(straight.read("best.conf"), sweep.read("best.conf"));
  }

  /** The last lines of a sweep that is done. */
  private static String next(RunFiles sweep) {
    return "report:     " + sweep.path().resolve("report.html") + "\nbest trial: ./mae4j run "
        + sweep.path().resolve("best.conf") + "\nlook again: ./mae4j ui " + sweep.path() + "\n";
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  @Test
  void writesRankingBestConfigurationAndPlot() throws IOException {
    write("""
        sweep { objective = pretrain.val.maskedMse, direction = minimize, repeat = 2 }
        sweep.parameters.model.decoder.depth = { integer = [1, 2] }
        """);
    Captured done = Captured.run(command(sweep, "pretrain.epochs=1"));
    assertEquals(0, done.code(), done.err());
    assertTrue(done.out().endsWith(next(sweep)), done.out());
    List<String> rows = sweep.read("sweep.csv").lines().toList();
    assertEquals("rank,candidate,state,objective,confidence95,runs,seconds,note,model.decoder.depth,"
        + "deviation,score", rows.get(0));
    assertEquals(3, rows.size());
    String[] best = rows.get(1).split(",");
    ExperimentConfig config = ConfigLoader.load(sweep.path().resolve("best.conf"), List.of());
    assertEquals(best[8], Integer.toString(((TransformerConfig) config.model().decoder().settings()).depth()));
    assertEquals(960, ImageIO.read(sweep.path().resolve("objective.png").toFile()).getWidth());
    assertFalse(Files.exists(sweep.path().resolve("trials/0001-1/checkpoints/finetune-best.safetensors")));
    Captured shown = Captured.run("sweep", "show", sweep.path());
    assertEquals(0, shown.code(), shown.err());
    assertTrue(shown.out().contains("best trial: " + best[1] + ", pretrain.val.maskedMse 0."), shown.out());
    assertTrue(shown.out().contains(" ± "), shown.out());
    assertEquals(0, Captured.run("resume", sweep.path().resolve("trials/0002-2")).code());
    Captured exported = Captured.run("sweep", "export", sweep.path(), "--csv");
    assertEquals(0, exported.code(), exported.err());
    assertEquals(sweep.read("sweep.csv"), exported.out());
    assertItsPage();
    Elements facts = Jsoup.parse(sweep.read("report.html")).select("header dl");
    assertEquals(List.of("data", "best model", "date", "command"), facts.select("dt").eachText());
    assertEquals("embedded, 180 training, 20 validation, 40 test images of 3 × 32 × 32 (channels, height, width)",
        facts.select("dd").first().text());
    assertEquals("./mae4j sweep …/small.conf pretrain.epochs=1 --out …/sweep", facts.select("dd").last().text());
  }

  /** The report of the sweep, and the same report written by a command. */
  private void assertItsPage() {
    String left = sweep.read("report.html");
    List<String> links = Jsoup.parse(left).select("#ranking a").eachAttr("href");
    assertEquals(4, links.size(), "two runs of two trials");
    links.forEach(link -> assertTrue(Files.exists(sweep.path().resolve(link)), link));
    Captured made = Captured.run("report", sweep.path());
    assertEquals(sweep.path().resolve("report.html").toString(), made.out().strip(), made.err());
    assertEquals(left, sweep.read("report.html"));
    Captured compared = Captured.run("report", sweep.path(), sweep.path().resolve("trials/0002-2"));
    assertEquals(2, compared.code());
    assertEquals(sweep.path() + ": a sweep has a page of its own; to compare its trials, name their directories\n",
        compared.err());
    assertEquals(new Captured(2, "", sweep.path() + ": is a sweep; resume it with ./mae4j sweep CONF --out "
        + sweep.path() + " --resume\n"), Captured.run("resume", sweep.path()));
  }

  @Test
  void missingDataEndSweepWithoutFailedTrial() throws IOException {
    Captured missing = Captured.run(command(sweep, "data.source=cifar10", "data.dir=" + directory.resolve("none")));
    assertEquals(1, missing.code(), missing.err());
    assertTrue(missing.err().contains("none") && missing.err().contains("Fix this, then resume the sweep with: "),
        missing.err());
    assertEquals(2, sweep.journal().size(), "the heading and a start");
  }

  @Test
  void userErrorsLeaveNoFiles() throws IOException {
    assertMistake("--resume: needs --out, the directory of the sweep", "sweep", conf, "--resume");
    assertMistake("--retry-failed: needs --resume", "sweep", conf, "--out", sweep.path(), "--retry-failed");
    assertMistake(sweep.path() + ": no such directory of a sweep", "sweep", conf, "--out", sweep.path(), "--resume");
    assertMistake(sweep.path() + ": no such directory of a sweep", "sweep", "show", sweep.path());
    assertMistake(sweep.path().getParent() + " contains no sweep", "sweep", "export", sweep.path().getParent(),
        "--csv");
    assertMistake("must be a validation metric", "sweep", conf, "--out", sweep.path(),
        "sweep.objective=linearProbe.test.accuracy");
    write("sweep.parameters.model.encoder.width = { choice = [17, 18] }\n");
    assertMistake("none of the first 2 sampled trials is a valid experiment", "sweep", conf, "--out", sweep.path());
    Captured missing = Captured.run("sweep");
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("Missing required parameter: 'CONF'"), missing.err());
  }

  @Test
  void divergedTrialsDoNotEndSweep() throws IOException {
    write("""
        sweep { generator = random, stop.trials = 4, maxFailures = 2, enqueue = [] }
        sweep.parameters.pretrain.optimizer.baseLearningRate = { logUniform = [1e30, 1e31] }
        """);
    Captured failed = Captured.run(command(sweep));
    assertEquals(1, failed.code(), failed.err());
    assertTrue(failed.err().contains("no trial finished, so the sweep has no best one"), failed.err());
    assertEquals(4, sweep.journal().stream().filter(line -> line.contains("\"event\":\"failed\"")).count());
    assertTrue(sweep.journal().get(2).contains("\"event\":\"failed\",\"candidate\":1"));
  }

  private Object[] command(RunFiles out, Object... overrides) {
    return Stream.of(Stream.of("sweep", conf), Stream.of(overrides), Stream.of("--out", out.path()))
        .flatMap(words -> words).toArray();
  }

  private Object[] resume(RunFiles out, Object... overrides) {
    return Stream.concat(Stream.of(command(out, overrides)), Stream.of("--resume")).toArray();
  }

  private RunFiles run(String trial) {
    return new RunFiles(sweep.path().resolve(trial));
  }

  /** Starts the sweep, copies what a kill at a moment would leave, and stops it at a later moment. */
  private void stop(RunFiles killed, BooleanSupplier kill, BooleanSupplier stop) {
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"),
        command(sweep, "train.checkpointSeconds=0", "threads=1"))) {
      assertTrue(child.haltAt(kill), child::printed);
      killed.copyOf(sweep);
      child.goOn();
      assertTrue(child.haltAt(stop), child::printed);
      child.send("TERM");
      child.goOn();
      assertEquals(143, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("resume the sweep with: ./mae4j sweep " + conf
          + " train.checkpointSeconds=0 threads=1 --out " + sweep.path() + " --resume\n"), child::printed);
    }
  }

  private void refusesOtherSettingsAndASecondSweepInTheDirectory(RunFiles interrupted) {
    Captured other = Captured.run(resume(interrupted, "sweep.seed=2"));
    assertEquals(2, other.code());
    assertEquals(
        "the sweep in " + interrupted.path()
            + " has other settings; restore them or start a new sweep with another --out:\nsweep.seed: was 1, is 2\n",
        other.err());
    Captured again = Captured.run(command(interrupted));
    assertEquals(2, again.code());
    assertTrue(again.err().contains("contains a sweep; resume it with --resume"), again.err());
  }

  private void assertMistake(String expected, Object... words) {
    Captured result = Captured.run(words);
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(sweep.path()), "something was left behind");
  }
}
