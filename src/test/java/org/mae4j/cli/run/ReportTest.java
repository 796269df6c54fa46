package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.TrainedRun;
import org.mae4j.experiment.SmallExperiment;

/** Tests the report of a run and the command {@code report}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {
  private Path directory;
  private Path run;
  private Path pretrained;

  @BeforeAll
  void run(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path conf = SmallExperiment.write(temporary);
    run = TrainedRun.copyTo(temporary.resolve("run"));
    pretrained = temporary.resolve("<script>alert(1)<script>");
    assertEquals(0, Captured.run("pretrain", conf, "pretrain.epochs=2", "--out", pretrained).code());
  }

  @Test
  void aRunWritesItsReport() throws IOException {
    Document page = page(run.resolve("report.html"));
    assertEquals(
        List.of("results", "curves", "reconstructions", "attention", "classes", "confusion", "neighbors", "projection",
            "times", "model", "configuration", "provenance"),
        page.select("section").eachAttr("id"));
    assertEquals(List.of("epochs", "images", "steps", "CPU minutes", "TFLOPs"),
        page.select("#curves label").eachText());
    assertEquals(4, page.select("#curves .panel:nth-of-type(1) figure").size());
    assertEquals(List.of("after epoch 2", "after epoch 3", "in the end"),
        page.select("#reconstructions figcaption").eachText());
    assertEquals(8, page.select("#confusion table").size());
    assertEquals(10, page.select("#classes tbody tr").size());
    assertEquals(8, page.select("#neighbors tbody tr").size());
    assertEquals(8 * 6, page.select("#neighbors img").size());
    assertEquals(2, page.select("#model table").size());
    assertTrue(page.select("#provenance tr").eachText().stream().anyMatch(row -> row.startsWith("ended ")));
    assertTrue(page.select("#classes tbody th").eachText().stream().noneMatch(name -> name.startsWith("class ")),
        "classes have their names");
  }

  /** The plot has one dot for each of the 40 test images. */
  @Test
  void everyTestImageIsProjected() throws IOException {
    long dots = page(run.resolve("report.html")).select("#projection svg[role] path.dots").eachAttr("d").stream()
        .flatMapToInt(String::chars).filter(c -> c == 'M').count();
    assertEquals(40, dots);
  }

  @Test
  void rewritesReportWithoutData() throws IOException {
    Path report = run.resolve("report.html");
    byte[] before = Files.readAllBytes(report);
    Files.delete(report);
    Captured again = Captured.run("report", run);
    assertEquals(0, again.code(), again.err());
    assertEquals(report.toString(), again.out().strip());
    assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(report));
    Files.delete(report);
    assertEquals(0, Captured.run("resume", run).code());
    assertTrue(Files.exists(report), "resuming a complete run writes a missing report");
  }

  @Test
  void reportHasOnlySectionsOfCompletedStages() throws IOException {
    Document page = page(pretrained.resolve("report.html"));
    assertEquals(List.of("curves", "reconstructions", "times", "model", "configuration", "provenance"),
        page.select("section").eachAttr("id"));
    assertEquals("<script>alert(1)<script>", page.select("h1").text());
    assertEquals(0, page.select("script").size());
  }

  @Test
  void severalRunsAreCompared() throws IOException {
    Path out = directory.resolve("both.html");
    Captured compared = Captured.run("report", run, pretrained, "--out", out);
    assertEquals(0, compared.code(), compared.err());
    Document page = page(out);
    assertEquals(List.of("pretrain.epochs 3 2"), page.select("#differences tbody tr").eachText());
    assertEquals("run, <script>alert(1)<script>", page.select("header p").text());
    assertTrue(Captured.run("report", run, run, "--out", out, "--force").code() == 0
        && page(out).select("header p").text().equals("run (1), run (2)"));
  }

  @Test
  void theParetoPlotIsDrawnAlone() throws IOException {
    Path out = directory.resolve("pareto.html");
    Path png = directory.resolve("pareto.png");
    Captured drawn = Captured.run("report", run, run, "--out", out, "--pareto", png, "--classifier", "finetune");
    assertEquals(0, drawn.code(), drawn.err());
    assertEquals(png + "\n" + out + "\n", drawn.out());
    String svg = Files.readString(directory.resolve("pareto.svg"));
    assertTrue(svg.contains("CPU minutes of pretrain + finetune") && svg.contains("run (1)"), svg);
    assertEquals(0,
        Captured.run("report", run, run, "--out", out, "--pareto", png, "--flops", "--force").code());
    assertTrue(Files.readString(directory.resolve("pareto.svg")).contains("TFLOPs of pretrain + linearProbe"));
    assertRefused("--pareto: " + directory.resolve("a.jpg") + " must end with .png",
        "report", run, run, "--pareto", directory.resolve("a.jpg"));
    assertRefused(
        "--pareto: fewer than two of these runs have recorded an accuracy of scratch on validation and its CPU "
            + "minutes; runs of older versions have none",
        "report", run, pretrained, "--out", out, "--force", "--pareto",
        directory.resolve("b.png"), "--classifier", "scratch");
  }

  /** The pages of these studies have their tables from these files. */
  @ParameterizedTest
  @CsvSource({"sweep-choices, choices.csv, trials attention/trials",
      "sweep-optimizers, optimizers.csv, trials higher-rates/trials", "sweep-more-choices, more-choices.csv, trials"})
  void recordedTablesOfRepeatedRunsAreMadeAgain(String experiment, String table, String folders) throws IOException {
    Path folder = Path.of("experiments", experiment);
    Path csv = directory.resolve(table);
    List<Object> command =
        new ArrayList<>(List.of("report", "--out", directory.resolve(experiment + ".html"), "--csv", csv));
    for (String trials : folders.split(" ")) {
      try (Stream<Path> runs = Files.list(folder.resolve(trials))) {
        runs.sorted().forEach(command::add);
      }
    }
    Captured written = Captured.run(command.toArray());
    assertEquals(0, written.code(), written.err());
    assertEquals(Files.readString(folder.resolve(table)), Files.readString(csv));
  }

  @Test
  void theTableOfRunsNeedsTwoOfThem() {
    assertRefused("--csv: fewer than two of these runs have recorded an accuracy on validation and its cost; "
        + "runs of older versions have none", "report", run, pretrained, "--out", directory.resolve("one.html"),
        "--csv",
        directory.resolve("one.csv"));
    assertFalse(Files.exists(directory.resolve("one.html")), "nothing is written");
  }

  @Test
  void directoriesThatAreNotRunsAreRejected() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    assertRefused(directory.resolve("none") + ": no such run directory", "report", run, directory.resolve("none"));
    assertRefused(folder + ": not a run directory, it has no config.conf", "report", folder);
    assertFalse(Files.exists(folder.resolve("figures")), "nothing is made there");
    assertEquals(2, Captured.run("report").code());
    Path nowhere = directory.resolve("none/report.html");
    Captured unwritable = Captured.run("report", run, "--out", nowhere);
    assertEquals(2, unwritable.code(), unwritable.err());
    assertTrue(unwritable.err().contains(nowhere.toString()), unwritable.err());
    assertEquals(1, unwritable.err().lines().count(), unwritable.err());
  }

  private static void assertRefused(String expected, Object... words) {
    Captured refused = Captured.run(words);
    assertEquals(2, refused.code(), refused.err());
    assertEquals(expected, refused.err().strip());
  }

  private static Document page(Path file) throws IOException {
    return Jsoup.parse(Files.readString(file));
  }
}
