package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.sweep.directory.SweepDirectory;

/** Replicates a small run and a small sweep, and records that were changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicateTest {
  private static final String SWEEP = """
      sweep {
        generator = grid
        objective = pretrain.val.maskedMse
        direction = minimize
        prune { after = 1, every = 1, keep = 0.5 }
        parameters.pretrain.optimizer.baseLearningRate = { choice = [2e-2, 1e-6] }
      }
      """;
  private static final List<String> SHORT = List.of("pretrain.epochs=2", "pretrain.validateEvery=1",
      "finetune.epochs=1", "probe.epochs=1", "figures.images=0");

  private Path directory;
  private Path run;
  private Path repeated;
  private Path sweep;
  private Path changed;
  private int replicas;

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path conf = SmallExperiment.write(directory);
    run = directory.resolve("recorded-run");
    sweep = directory.resolve("recorded-sweep");
    assertEquals(0, command("run", conf, run).code());
    Files.writeString(conf, Files.readString(conf) + SWEEP);
    assertEquals(0, command("sweep", conf, sweep).code());
    repeated = directory.resolve("repeated-stages");
    FileUtils.copyDirectory(run.toFile(), repeated.toFile());
    assertEquals(0, Captured.run("evaluate", repeated, "model.maskRatio=0.5").code());
    assertEquals(0, Captured.run("probe", repeated, "data.labeledFraction=0.5").code());
    FileUtils.deleteDirectory(run.resolve("checkpoints").toFile());
  }

  private static Captured command(String command, Path conf, Path out) {
    return Captured.run(Stream.of(Stream.of(command, conf), SHORT.stream(), Stream.of("--out", out))
        .flatMap(words -> words).toArray());
  }

  @BeforeEach
  void copy() throws IOException {
    changed = directory.resolve("changed");
    FileUtils.deleteDirectory(changed.toFile());
    FileUtils.copyDirectory(run.toFile(), changed.toFile());
  }

  private Path replica() {
    return directory.resolve("replica-" + ++replicas);
  }

  @Test
  void firstPartAndThenTheWholeRunAreEqual() throws IOException {
    Map<String, String> before = contents(run);
    Path out = replica();
    Captured part = Captured.run("replicate", run, "--fraction", "0.5", "--out", out);
    assertEquals(0, part.code(), part.out() + part.err());
    assertTrue(part.out().matches("(?s).*\\npretrain\\.val\\.maskedMse +1 .*"), part.out());
    assertTrue(part.out().contains("equal: all 6 metrics, with "), part.out());
    List<String> rows = Files.readAllLines(out.resolve("metrics.csv"));
    assertEquals(Files.readAllLines(run.resolve("metrics.csv")).subList(0, rows.size()), rows);
    Captured whole = Captured.run("replicate", run, "--out", out, "--resume", "--threads", "1");
    assertEquals(0, whole.code(), whole.out() + whole.err());
    assertTrue(whole.out().contains("finetune.test.accuracy"), whole.out());
    assertTrue(whole.out().contains("The same bits are promised"), whole.out());
    assertEquals(Files.readString(run.resolve("results.json")), Files.readString(out.resolve("results.json")));
    assertEquals(before, contents(run));
  }

  /** The data is that of pre-training, and what other settings have measured is not compared. */
  @Test
  void stagesThatWereRepeatedWithOwnSettingsAreLeftOut() {
    Captured whole = Captured.run("replicate", repeated, "--out", replica());
    assertEquals(0, whole.code(), whole.out() + whole.err());
    assertTrue(whole.out().contains("equal: all "), whole.out());
    assertTrue(whole.out().contains("finetune.test.accuracy"), whole.out());
    assertFalse(whole.out().contains("pretrain.test.maskedMse"), whole.out());
    assertFalse(whole.out().contains("linearProbe.test.accuracy"), whole.out());
  }

  @Test
  void findsChangedMetricWithinThePart() throws IOException {
    changeFirst("metrics.csv", "(?m)^(4,.*,pretrain.train.loss,)(.*)$", "$1" + "0.5");
    Captured found = Captured.run("replicate", changed, "--fraction", "0.1", "--out", replica());
    assertEquals(1, found.code(), found.out());
    assertTrue(found.out().contains("at step 4; values that differ: 1"), found.out());
    assertTrue(found.out().contains("different: 1 of 3 metrics"), found.out());
  }

  @Test
  void firstTrialsAndPrunedTrialsAreEqual() throws IOException {
    Captured both = Captured.run("replicate", sweep, "--out", replica());
    assertEquals(0, both.code(), both.out() + both.err());
    assertTrue(both.out().contains("trial 1: pretrain.val.maskedMse "), both.out());
    assertTrue(both.out().contains("trial 2: pretrain.val.maskedMse after epoch 1 "), both.out());
    assertEquals(1, epochs(directory.resolve("replica-" + replicas + "/trials/0002/metrics.csv")));
  }

  @Test
  void findsChangedObjectiveInJournalAlone() throws IOException {
    Path journal = directory.resolve("journal");
    Files.createDirectories(journal);
    Files.writeString(journal.resolve("sweep.jsonl"), Files.readString(sweep.resolve("sweep.jsonl"))
        .replaceFirst("\"objective\":0", "\"objective\":1"));
    Captured found = Captured.run("replicate", journal, "--fraction", "0.5", "--out", replica());
    assertEquals(0, found.code(), found.err());
    assertTrue(found.out().contains("different: 1 of 2 metrics"), found.out());
    assertTrue(found.out().contains("the record does not say how its processor and libraries compute"), found.out());
  }

  @Test
  void refusesOtherImages() throws IOException {
    changeFirst("provenance.json", "\"train\" : \"[0-9a-f]{2}", "\"train\" : \"zz");
    assertRefused("the images are not those of the record: the SHA-256 of the train images is ", changed);
  }

  @Test
  void refusesSettingsOfAnotherVersion() throws IOException {
    changeFirst("config.conf", "(?m)^name = .*$", "$0\nfromTheFuture = 1");
    assertRefused("fromTheFuture", changed);
  }

  @Test
  void refusesIncompleteRecords() throws IOException {
    assertRefused("no such directory", directory.resolve("none"));
    assertRefused("has no recorded run (config.conf) and no recorded sweep (sweep.jsonl)", directory);
    for (String file : List.of("results.json", "provenance.json", "metrics.csv")) {
      Files.delete(changed.resolve(file));
      assertRefused(changed.resolve(file) + ": no such file", changed);
    }
  }

  @Test
  void refusesWrongOptions() {
    assertRefused("--fraction: must be above 0 and at most 1, is 1.5", run, "--fraction", "1.5");
    assertRefused("--resume: needs --out", run, "--resume");
    assertRefused("model.patch=4: a replica has the settings of the record; only ", run, "model.patch=4");
    assertRefused(run + ": the directory is not empty", run, "--out", run);
  }

  /** A trial without a resume plan would be deleted and run again, an interrupted run would go on in the record. */
  @Test
  void resumesNeitherTheRecordNorAnotherSweep() throws IOException {
    Path other = directory.resolve("other-sweep");
    FileUtils.copyDirectory(sweep.toFile(), other.toFile());
    Files.delete(new SweepDirectory(other).run(1, 1, 1).resolve("resume.json"));
    Map<String, String> before = contents(directory);
    assertRefused("--resume: " + run + " is the record", run, "--resume", "--out", run);
    assertRefused("--resume: " + other + " is the record", other, "--resume", "--out", other);
    assertRefused("--resume: " + other + " is a sweep of its own", sweep, "--resume", "--out", other);
    assertEquals(before, contents(directory));
    FileUtils.deleteDirectory(other.toFile());
  }

  private static void assertRefused(String message, Object... words) {
    Captured refused = Captured.run(Stream.concat(Stream.of("replicate"), Stream.of(words)).toArray());
    assertEquals(2, refused.code(), refused.out() + refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(message), refused.err());
  }

  private void changeFirst(String file, String pattern, String replacement) throws IOException {
    String text = Files.readString(changed.resolve(file));
    String other = text.replaceFirst(pattern, replacement);
    assertTrue(!other.equals(text), text);
    Files.writeString(changed.resolve(file), other);
  }

  private static long epochs(Path metrics) throws IOException {
    return Files.readAllLines(metrics).stream().filter(line -> line.contains(".train.epochLoss,")).count();
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
