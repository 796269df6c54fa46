package org.mae4j.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;

/**
 * Tests that a sweep on Spark has the results of a local sweep, even if an executor is lost or the driver is stopped.
 */
class SparkSweepTest {
  private static final String SWEEP = """
      threads = 1
      sweep {
        generator = random
        objective = pretrain.val.maskedMse
        direction = minimize
        stop.trials = 3
        parameters.pretrain.optimizer.baseLearningRate = { logUniform = [1e-3, 1e-1] }
      }
      """;
  private static final String CLUSTER = "local-cluster[2,1,4096]";
  private static final List<String> TRIALS = List.of("trials/0001", "trials/0002", "trials/0003");
  private static final Pattern FIRST_PLACE = Pattern.compile("trial 1: running on executor (\\d+) on ");

  @TempDir
  private static Path directory;
  private static Path conf;
  private static RunFiles straight;

  private RunFiles sweep;

  /** Runs the same sweep locally. */
  @BeforeAll
  static void run() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    conf = SmallExperiment.write(directory);
    Files.writeString(conf, Files.readString(conf) + SWEEP);
    straight = new RunFiles(directory.resolve("straight"));
    Captured whole = Captured.run("sweep", conf, "--out", straight.path());
    assertEquals(0, whole.code(), whole.err());
  }

  @BeforeEach
  void name(@TempDir Path own) {
    sweep = new RunFiles(own.resolve("sweep"));
  }

  @Test
  void lostExecutorDoesNotChangeResults() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "finds an executor's process under /proc");
    try (ChildRun child = start(CLUSTER, "train.checkpointSeconds=0")) {
      assertTrue(child.await(() -> run("trials/0001").step("pretrain") >= 4), child::printed);
      Matcher place = FIRST_PLACE.matcher(child.printed());
      assertTrue(place.find(), child::printed);
      executor(child, place.group(1)).destroyForcibly();
      assertEquals(0, child.exitCode(), child::printed);
      assertTrue(child.printed().contains("executor " + place.group(1) + " on 127.0.0.1 is lost: Command exited with "
          + "code 137"), child::printed);
      assertTrue(child.printed().contains("trial 1: running again on executor "), child::printed);
      assertTrue(run("trials/0001").says("run.log", "resuming after step "));
    }
    assertSameAsStraight();
  }

  @Test
  void resumesOnOtherExecutors() throws IOException {
    try (ChildRun child = start(CLUSTER, "train.checkpointSeconds=100000")) {
      assertTrue(child.await(() -> run("trials/0001").reached("pretrain", 4)), child::printed);
      child.send("TERM");
      assertEquals(143, child.exitCode(), child::printed);
      assertTrue(child.printed().endsWith("resume the sweep with: ./mae4j sweep " + conf
          + " train.checkpointSeconds=100000 --spark '" + CLUSTER + "' --out " + sweep.path() + " --resume\n"),
          child::printed);
    }
    assertTrue(run("trials/0001").step("pretrain") >= 4, "the executor wrote a checkpoint");
    assertFalse(sweep.has("sweep.csv"), "no trial ended");
    Captured resumed = Captured.run("sweep", conf, "--out", sweep.path(), "--resume", "--spark", "local[2]");
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("trial 1: running on executor driver on "), resumed.out());
    assertSameAsStraight();
  }

  @Test
  void reportsUserErrorsInOneLine() {
    assertUserError("--spark somewhere: Could not parse Master URL: 'somewhere'", "--spark", "somewhere");
    assertUserError("--spark spark://127.0.0.1:1: no answer from 127.0.0.1:1: Connection refused",
        "--spark", "spark://127.0.0.1:1");
    assertUserError("--spark spark://127.0.0.1: expected HOST:PORT, found '127.0.0.1'", "--spark", "spark://127.0.0.1");
    assertUserError("--spark: does not support pruning; omit --spark or set sweep.prune.after=0",
        "sweep.prune.after=2", "--spark", "local[1]");
    assertUserError("cpus per task = 3. A trial uses as many cores as the experiment has threads",
        "threads=3", "--spark", "local[2]");
  }

  private void assertUserError(String expected, Object... words) {
    Captured result = Captured.run(Stream.concat(Stream.of("sweep", conf, "--out", sweep.path()), Stream.of(words))
        .toArray());
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertEquals("", result.out());
    assertFalse(Files.exists(sweep.path()), "something was left behind");
  }

  private ChildRun start(String master, String setting) {
    return ChildRun.start(directory.resolve("printed.txt"), "sweep", conf, setting, "--spark", master,
        "--out", sweep.path());
  }

  private RunFiles run(String trial) {
    return new RunFiles(sweep.path().resolve(trial));
  }

  private void assertSameAsStraight() throws IOException {
    assertEquals(sortedJournal(straight), sortedJournal(sweep));
    assertEquals(straight.read("best.conf").lines().findFirst(), sweep.read("best.conf").lines().findFirst());
    for (String trial : TRIALS) {
      run(trial).assertSameAs(new RunFiles(straight.path().resolve(trial)));
    }
    assertFalse(sweep.has(".spark"), "a mark was left behind");
  }

  /** Returns the lines of the journal without their order. */
  private static List<String> sortedJournal(RunFiles sweep) {
    return sweep.journal().stream().sorted().toList();
  }

  /** Returns the process of an executor. {@code ProcessHandle} does not have all arguments, /proc does. */
  private static ProcessHandle executor(ChildRun driver, String id) {
    return ProcessHandle.of(driver.pid()).orElseThrow().descendants()
        .filter(process -> words(process).contains("--executor-id\0" + id + "\0")).findFirst().orElseThrow();
  }

  private static String words(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
