package org.mae4j.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.load.ConfigLoader;

/** Tests sweeps of a small experiment: what they write, and how they end. */
class SweepTest {
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
  void writesRankingBestConfigurationAndPlot() throws IOException {
    small.write("""
        sweep { objective = pretrain.val.maskedMse, direction = minimize, repeat = 2 }
        sweep.parameters.model.decoder.depth = { integer = [1, 2] }
        """);
    Captured done = Captured.run(small.command(sweep, "pretrain.epochs=1"));
    assertEquals(0, done.code(), done.err());
    assertTrue(done.out().endsWith(small.lastLines()), done.out());
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
    Captured missing =
        Captured.run(small.command(sweep, "data.source=cifar10", "data.dir=" + directory.resolve("none")));
    assertEquals(1, missing.code(), missing.err());
    assertTrue(missing.err().contains("none") && missing.err().contains("Fix this, then resume the sweep with: "),
        missing.err());
    assertEquals(2, sweep.journal().size(), "the heading and a start");
  }

  @Test
  void userErrorsLeaveNoFiles() throws IOException {
    assertMistake("--resume: needs --out, the directory of the sweep", "sweep", small.conf(), "--resume");
    assertMistake("--retry-failed: needs --resume", "sweep", small.conf(), "--out", sweep.path(), "--retry-failed");
    assertMistake(sweep.path() + ": no such directory of a sweep", "sweep", small.conf(), "--out", sweep.path(),
        "--resume");
    assertMistake(sweep.path() + ": no such directory of a sweep", "sweep", "show", sweep.path());
    assertMistake(sweep.path().getParent() + " contains no sweep", "sweep", "export", sweep.path().getParent(),
        "--csv");
    assertMistake("must be a validation metric", "sweep", small.conf(), "--out", sweep.path(),
        "sweep.objective=linearProbe.test.accuracy");
    small.write("sweep.parameters.model.encoder.width = { choice = [17, 18] }\n");
    assertMistake("none of the first 2 sampled trials is a valid experiment", "sweep", small.conf(), "--out",
        sweep.path());
    Captured missing = Captured.run("sweep");
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("Missing required parameter: 'CONF'"), missing.err());
  }

  @Test
  void divergedTrialsDoNotEndSweep() throws IOException {
    small.write("""
        sweep { generator = random, stop.trials = 4, maxFailures = 2, enqueue = [] }
        sweep.parameters.pretrain.optimizer.baseLearningRate = { logUniform = [1e30, 1e31] }
        """);
    Captured failed = Captured.run(small.command(sweep));
    assertEquals(1, failed.code(), failed.err());
    assertTrue(failed.err().contains("no trial finished, so the sweep has no best one"), failed.err());
    assertEquals(4, sweep.journal().stream().filter(line -> line.contains("\"event\":\"failed\"")).count());
    assertTrue(sweep.journal().get(2).contains("\"event\":\"failed\",\"candidate\":1"));
  }

  private void assertMistake(String expected, Object... words) {
    Captured result = Captured.run(words);
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(sweep.path()), "something was left behind");
  }
}
