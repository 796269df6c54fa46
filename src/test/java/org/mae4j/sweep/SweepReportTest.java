package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.Direction;
import org.mae4j.report.block.Page;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.testing.Pages;

/** Tests the reports of sweeps, which are written from journals. */
class SweepReportTest {
  private static final String EVIL = "<script>alert('\"&')</script>";
  private static final String RATE = "pretrain.optimizer.baseLearningRate";
  private static final String DEPTH = "model.decoder.depth";
  private static final String POOLING = "model.pooling";

  @TempDir
  private Path temporary;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectory(temporary.resolve("sweep"));
  }

  private void begin(int repeat) throws IOException {
    begin(repeat, Direction.MAXIMIZE);
  }

  private void begin(int repeat, Direction direction) throws IOException {
    SortedMap<String, String> settings = new TreeMap<>(Map.of("sweep.generator", "random", "sweep.seed", "7",
        "sweep.parameters." + RATE, "logUniform [1.0E-4, 0.01]", "sweep.parameters." + DEPTH, "integer [1, 8], step 1",
        "sweep.parameters." + POOLING, "choice [mean, token]", "model.patch", "2", "train.maxSkips", "0"));
    String heading = """
        {"event":"sweep","version":1,"objective":"knn.val.accuracy","direction":"%s","repeat":%d,"settings":{%s}}
        """.formatted(direction.name().toLowerCase(Locale.ROOT), repeat, String.join(",", settings.entrySet()
        .stream().map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"").toList()));
    Files.writeString(directory.resolve("sweep.jsonl"), heading);
  }

  private void write(TrialEvent... events) throws IOException {
    Path journal = directory.resolve("sweep.jsonl");
    Files.writeString(journal, Files.readString(journal)
        + String.join("", Stream.of(events).map(event -> event.json() + "\n").toList()));
  }

  private void finished(int trial, double objective, Map<String, String> parameters) throws IOException {
    write(new TrialEvent.Started(trial, 1, new TreeMap<>(parameters)),
        new TrialEvent.Finished(trial, 1, objective, 60 * trial));
  }

  private static Map<String, String> parameters(String rate, int depth, String pooling) {
    return Map.of(RATE, rate, DEPTH, Integer.toString(depth), POOLING, pooling);
  }

  /** Finishes trials whose objective increases with the learning rate. */
  private void finish(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      finished(i, i, parameters(Double.toString(1e-4 * i), 1 + i % 3, i % 2 == 0 ? "mean" : "token"));
    }
  }

  private String html() throws IOException {
    Path file = SweepFiles.read(directory).report(Optional.empty());
    assertEquals(directory.resolve("report.html"), file);
    return Files.readString(file);
  }

  private Document page() throws IOException {
    return Jsoup.parse(html());
  }

  @Test
  void hasEverySection() throws IOException {
    begin(1);
    finish(12);
    Document page = page();
    List<String> sections = List.of("search", "ranking", "best", "progress", "slices", "parallel", "importance",
        "surface");
    assertEquals(sections, page.select("main > section").eachAttr("id"));
    assertEquals(sections.stream().map(id -> "#" + id).toList(), page.select("nav a").eachAttr("href"));
    assertEquals("Random search for the highest knn.val.accuracy. The best is trial 12 with 12.00000.",
        page.select("header p").text());
    assertEquals(List.of("Objective over time", "Time per trial"), page.select("#progress figcaption").eachText());
    assertEquals(List.of(DEPTH, POOLING, RATE), page.select("#slices figcaption").eachText());
    assertEquals(12, page.select("#parallel svg[role] path.line").size());
    assertEquals(RATE, page.select("#importance tbody th").first().text());
    assertTrue(page.select("#importance .paragraph").text().matches(".*in 10-fold cross-validation over 12 trials is "
        + "0\\.\\d\\d; 1 is a perfect fit, 0 is no better than the mean\\."), page.select(".paragraph").text());
    assertEquals(12, page.select("#surface svg[role] path.tried").size());
  }

  /** A trial that runs or is still to come may be better. */
  @Test
  void theBestTrialIsTheBestSoFarUntilTheSweepIsComplete() throws IOException {
    begin(1);
    finish(2);
    SweepDirectory sweep = new SweepDirectory(directory);
    new SweepLimits(OptionalInt.of(3), 1, 0).write(sweep);
    assertBest("Best so far: trial 2 with 2.00000.", "best trial so far: 2, knn.val.accuracy 2.00000");
    write(new TrialEvent.Started(3, 1, new TreeMap<>(parameters("1.0E-3", 1, "mean"))));
    assertBest("Best so far: trial 2 with 2.00000.", "best trial so far: 2, knn.val.accuracy 2.00000");
    write(new TrialEvent.Finished(3, 1, 1, 60));
    assertBest("The best is trial 2 with 2.00000.", "best trial: 2, knn.val.accuracy 2.00000");
  }

  private void assertBest(String head, String below) throws IOException {
    assertEquals("Random search for the highest knn.val.accuracy. " + head, page().select("header p").text());
    String text = SweepFiles.read(directory).text(Integer.MAX_VALUE);
    assertTrue(text.lines().anyMatch(below::equals), text);
  }

  @Test
  void severalObjectivesHaveAFrontAndAHypervolume() throws IOException {
    begin(1);
    Path journal = directory.resolve("sweep.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("}}\n",
        "},\"others\":[{\"key\":\"cost.flops\",\"direction\":\"minimize\"}]}\n"));
    double[][] values = {{0.5, 1e12}, {0.7, 4e12}, {0.6, 5e12}, {0.9, 9e12}};
    for (int i = 0; i < values.length; i++) {
      write(new TrialEvent.Started(i + 1, 1, new TreeMap<>(parameters("0.001", i + 1, "mean"))),
          new TrialEvent.Finished(i + 1, 1, values[i][0], 60, List.of(values[i][1])));
    }
    Document page = page();
    assertEquals("Random search for the highest knn.val.accuracy and the lowest cost.flops in TFLOP. 3 of 4 finished "
        + "trials are on the Pareto front.", page.select("header p").text());
    assertEquals(List.of("knn.val.accuracy over cost.flops in TFLOP", "Hypervolume over trials",
        "Hypervolume over time"),
        page.select("#front figcaption").eachText());
    assertEquals(List.of("Pareto front trials 1, 2, 4", "other trial", "hypervolume 0.4318",
        "hypervolume 0.4318"),
        page.select("#front .legend li").eachText());
    assertTrue(page.select("#front svg path title").eachText().contains("trial 3: knn.val.accuracy 0.6, cost.flops in "
        + "TFLOP 5"), page.select("#front svg path title").eachText().toString());
    assertEquals(1, page.select("#front .trial-3").size(), "filters and the pointer find the trial");
    assertTrue(page.select("#front").text().contains("the reference point, which is a tenth of the "
        + "range beyond the worst value of each (knn.val.accuracy 0.46, cost.flops in TFLOP 9.8)"),
        page.select("#front").text());
    assertEquals(List.of("1 4 0.90000 9 1 4 mean 0.001 1.0 finished", "2 2 0.70000 4 1 2 mean 0.001 1.0 finished",
        "3 1 0.50000 1 1 1 mean 0.001 1.0 finished", "4 3 0.60000 5 2 3 mean 0.001 1.0 finished"),
        page.select("#ranking tbody tr").eachText());
  }

  @Test
  void rankingHasEachTrialWithState() throws IOException {
    begin(2);
    Map<String, String> good = parameters("0.00125", 3, "mean");
    Map<String, String> bad = parameters("1.0E-4", 1, "token");
    write(new TrialEvent.Started(1, 1, new TreeMap<>(bad)), new TrialEvent.Finished(1, 1, 0.25, 30),
        new TrialEvent.Started(1, 2, new TreeMap<>(bad)), new TrialEvent.Finished(1, 2, 0.35, 30),
        new TrialEvent.Started(2, 1, new TreeMap<>(good)), new TrialEvent.Finished(2, 1, 0.5, 90),
        new TrialEvent.Started(2, 2, new TreeMap<>(good)), new TrialEvent.Finished(2, 2, 0.5, 90),
        new TrialEvent.Started(3, 1, new TreeMap<>(bad)), new TrialEvent.Failed(3, 1, "the loss is NaN", 6),
        new TrialEvent.Repeated(4, 1, new TreeMap<>(bad)),
        new TrialEvent.Invalid(5, "no such model", new TreeMap<>(bad)),
        new TrialEvent.Started(6, 1, new TreeMap<>(good)));
    for (String run : List.of("0002-1", "0002-2", "0003-1")) {
      Files.writeString(Files.createDirectories(directory.resolve("trials").resolve(run)).resolve("report.html"),
          "");
    }
    Document page = page();
    assertEquals(List.of("rank", "trial", "objective", "mean ± standard deviation", "difference to the best",
        "model.decoder.depth", "model.pooling", "pretrain.optimizer.baseLearningRate", "minutes", "state", "note",
        "report"),
        page.select("#ranking thead th").eachText());
    // Student's t for 1 degree of freedom: 12.7062; the differences are -0.25 and -0.15.
    assertEquals(List.of("1 2 0.50000 0.50000 ± 0.00000 3 mean 0.00125 3.0 finished 0002-1 0002-2",
        "2 1 0.30000 0.30000 ± 0.07071 -0.20000 ± 0.63531 1 token 1.0e-4 1.0 finished",
        "3 1 token 1.0e-4 0.1 failed the loss is NaN 0003-1",
        "4 1 token 1.0e-4 0.0 repeated same parameters as trial 1",
        "5 1 token 1.0e-4 0.0 invalid no such model", "6 3 mean 0.00125 0.0 started"),
        page.select("#ranking tbody tr").eachText());
    assertEquals(List.of("trials/0002-1/report.html", "trials/0002-2/report.html",
        "trials/0003-1/report.html"), page.select("#ranking a").eachAttr("href"));
    assertTrue(page.select("#search tr").eachText().containsAll(List.of(
        "trials 6: 2 finished, 1 failed, 1 repeated, 1 invalid, 1 started", "generator random, seed 7",
        "runs per trial 2, of which the mean counts", "total time of the trials 4.1 minutes")),
        page.select("#search").text());
    assertEquals(List.of("finished", "failed"), page.select("#progress .legend").last().select("li").eachText());
  }

  @Test
  void linksAreRelativeToReport() throws IOException {
    begin(1);
    finish(1);
    Files.writeString(Files.createDirectories(directory.resolve("trials/0001")).resolve("report.html"), "");
    Path moved = Files.move(directory, temporary.resolve("a b%<&>"));
    Path file = SweepFiles.read(moved).report(Optional.of(temporary.resolve("page.html")));
    assertEquals("a%20b%25%3C%26%3E/trials/0001/report.html",
        Jsoup.parse(Files.readString(file)).select("#ranking a").attr("href"));
  }

  @Test
  void comparesBestTrialWithDefaults() throws IOException {
    begin(1, Direction.MINIMIZE);
    finished(1, 0.5, parameters("0.001", 2, "mean"));
    finished(2, 0.25, parameters("0.002", 4, "token"));
    Document page = page();
    assertEquals(List.of("parameter", "search space", "trial 2, the best", "trial 1, the second"),
        page.select("#best table").first().select("thead th").eachText());
    assertTrue(page.select("#best tr").eachText().contains(DEPTH + " integer [1, 8], step 1 4 2"));
    List<String> differences = page.select("#best details tbody th").eachText();
    assertTrue(differences.contains(RATE) && differences.contains(POOLING), differences.toString());
    assertFalse(differences.contains("train.maxSkips"), "the default");
    assertFalse(differences.stream().anyMatch(key -> key.startsWith("sweep.")), differences.toString());
  }

  @Test
  void reportsSweepWithoutFinishedTrials() throws IOException {
    begin(1);
    Document page = page();
    assertEquals(List.of("search"), page.select("section").eachAttr("id"));
    assertEquals("Random search for the highest knn.val.accuracy. No trial has finished yet.",
        page.select("header p").text());
    write(new TrialEvent.Started(1, 1, new TreeMap<>(parameters("0.001", 2, "mean"))));
    assertEquals(List.of("search", "ranking", "importance"), page().select("section").eachAttr("id"));
  }

  @Test
  void settingsThatAJournalLacksHaveTheirDefaults() throws IOException {
    Files.writeString(directory.resolve("sweep.jsonl"), """
        {"event":"sweep","version":1,"objective":"knn.val.accuracy","direction":"maximize","repeat":1,"settings":{}}
        """);
    Document page = page();
    assertTrue(page.select("header p").text().startsWith("Grid search"), page.select("header p").text());
    assertTrue(page.select("#search").text().contains("generator grid, seed 1"), page.select("#search").text());
  }

  @Test
  void twoTrialsHaveNoImportance() throws IOException {
    begin(1);
    for (int count = 1; count <= 2; count++) {
      finished(count, 0.5, parameters("0.001", 2, "mean"));
      Document page = page();
      assertEquals(List.of("search", "ranking", "best", "progress", "slices", "parallel", "importance"),
          page.select("section").eachAttr("id"));
      assertTrue(page.select("#importance").text().contains("needs at least five finished trials"));
      assertFalse(page.html().contains("NaN"), "every place is a number");
    }
  }

  @Test
  void failedTrialsHaveDuration() throws IOException {
    begin(1);
    for (int i = 1; i <= 3; i++) {
      write(new TrialEvent.Started(i, 1, new TreeMap<>(parameters("0.001", i, "mean"))),
          new TrialEvent.Failed(i, 1, "out of memory", 60));
    }
    Document page = page();
    assertEquals(List.of("search", "ranking", "progress", "importance"), page.select("section").eachAttr("id"));
    assertEquals(List.of("Time per trial"), page.select("#progress figcaption").eachText());
    assertEquals(List.of("", "", ""), page.select("#ranking tbody th").stream().map(Element::text).toList());
  }

  @Test
  void doesNotRankNonFiniteObjectives() throws IOException {
    begin(1);
    finished(1, Double.NaN, parameters("0.001", 1, "mean"));
    finished(2, Double.POSITIVE_INFINITY, parameters("0.002", 2, "mean"));
    finished(3, 0.5, parameters("0.003", 3, "token"));
    Document page = page();
    assertEquals(List.of("1", "", ""), page.select("#ranking tbody th").stream().map(Element::text).toList());
    assertTrue(page.select("header p").text().contains("trial 3 with 0.50000"), page.select("header").text());
    List<String> paths = page.select("svg [d]").eachAttr("d");
    assertFalse(paths.isEmpty());
    assertEquals(List.of(), paths.stream().filter(path -> path.matches(".*(NaN|Inf).*")).toList());
    assertFalse(page.html().contains("NaN"), page.html());
  }

  @Test
  void plotsTrialsThatHaveTheParameter() throws IOException {
    begin(1);
    finish(6);
    finished(7, 9, Map.of(DEPTH, "2", POOLING, "mean"));
    Document page = page();
    assertTrue(page.select("#slices figure").last().text().contains("trial 1 without the parameter are not shown"),
        page.select("#slices").text());
    assertTrue(page.select("#parallel svg").text().contains("absent"));
    assertEquals("", page.select("#ranking tbody tr").first().select("td").get(4).text());
    assertEquals(7, page.select("#parallel svg[role] path.line").size());
  }

  @Test
  void remarksOnFewTrialsAndPoorFit() throws IOException {
    begin(1);
    finish(9);
    assertTrue(page().select("#importance .paragraph").text().endsWith("fewer than ten trials have finished."));
    assertEquals(2, page().select("#importance .bars").size(), "the fit is good enough");
    begin(1);
    for (int i = 1; i <= 20; i++) {
      finished(i, i * 7919 % 13, parameters(Double.toString(1e-4 * (i * 31 % 20 + 1)), 1 + i % 4, "mean"));
    }
    assertTrue(page().select("#importance .paragraph").text().endsWith("This is unreliable: the fit is poor."),
        page().select("#importance .paragraph").text());
  }

  /** The script finds the marks of a trial in all plots by their class, and its values beside its line. */
  @Test
  void everyMarkHasTheClassOfItsTrial() throws IOException {
    begin(1);
    finish(12);
    Document page = page();
    Element line = page.select("#parallel path.trial-7").first();
    assertEquals("2\ntoken\n7.0e-4\n7", line.attr("data-values"));
    assertEquals(List.of(DEPTH, POOLING, RATE, "knn.val.accuracy"),
        page.select("#parallel .side").eachAttr("data-key"));
    for (String plots : List.of("progress", "slices", "parallel", "surface")) {
      page.select("#" + plots + " figure:has(.legend) svg[role]")
          .forEach(svg -> assertFalse(svg.select(".trial-7").isEmpty()));
    }
  }

  @Test
  void theTerminalShowsTheSharesOfTheVariance() throws IOException {
    begin(1);
    finish(4);
    assertFalse(SweepFiles.read(directory).text(80).contains("variance"), "too few trials");
    begin(1);
    finish(12);
    String text = SweepFiles.read(directory).text(1000);
    assertTrue(text.matches("(?s).*\nshare of the variance \\(functional ANOVA\\): " + RATE + " 0\\.\\d\\d, .*, " + RATE
        + " × .* 0\\.\\d\\d\\. The R² of the forest in 10-fold cross-validation over 12 trials is 0\\.\\d\\d; 1 is a perfect "
        + "fit, 0 is no better than the mean\\."), text);
    Document page = page();
    assertEquals(2, page.select("#importance .bars").size());
    assertEquals(List.of(RATE), page.select("#importance .bars").last().select("tbody th").eachText().subList(0, 1));
  }

  @Test
  void foldsLongRanking() throws IOException {
    begin(1);
    finish(30);
    Document page = page();
    assertEquals(25, page.select("#ranking > div > .scroll tbody tr").size());
    assertEquals(5, page.select("#ranking details tbody tr").size());
    assertEquals("26", page.select("#ranking details tbody th").first().text());
  }

  @Test
  void escapesTextAndIsSelfContained() throws IOException {
    directory = Files.createDirectory(temporary.resolve("<script>alert(1)<script>"));
    begin(1);
    for (int i = 1; i <= 8; i++) {
      finished(i, i, Map.of(EVIL, i % 2 == 0 ? "\"<b>\"" : EVIL, RATE, Double.toString(i * 1e-4), DEPTH, "" + i));
    }
    write(new TrialEvent.Started(9, 1, new TreeMap<>(Map.of(EVIL, EVIL))), new TrialEvent.Failed(9, 1, EVIL, 1));
    String html = html();
    Document page = Jsoup.parse(html);
    Element script = page.select("script").last();
    assertEquals("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '" + Page.scriptHash() + "'",
        page.select("meta[http-equiv=Content-Security-Policy]").attr("content"), "no other script can run");
    assertEquals(Page.scriptHash(), "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(script.data())));
    assertFalse(html.replace("<script>" + script.data(), "").contains("<script"), "a text was not escaped");
    script.remove();
    assertEquals(0, page.select("script, iframe, object, link, form, b").size());
    assertEquals("<script>alert(1)<script>", page.select("h1").text());
    assertTrue(page.select("#ranking").text().contains("failed " + EVIL));
    Pages.assertReferences(page, "#[a-z]+");
  }

  @Test
  void isAccessible() throws IOException {
    begin(1);
    finish(12);
    Document page = page();
    Pages.assertReadable(page);
    page.select("svg:not([role])").forEach(svg -> assertEquals("true", svg.attr("aria-hidden")));
    assertEquals("0", page.select("#parallel .scroll").attr("tabindex"));
  }

  @Test
  void linesBreakAfterTheDotsOfKeys() throws IOException {
    begin(1);
    finish(12);
    Document page = page();
    assertEquals("pretrain.<wbr>optimizer.<wbr>baseLearningRate", page.select(".bars tbody th").first().html());
    Pages.assertKeysCanBeBroken(page);
  }

  @Test
  void equalJournalsGiveEqualReports() throws IOException {
    begin(1);
    finish(12);
    assertEquals(html(), html());
  }

  @Test
  void csvHasTrialsOfJournal() throws IOException {
    begin(1);
    finish(2);
    write(new TrialEvent.Started(3, 1, new TreeMap<>(Map.of(DEPTH, "1"))),
        new TrialEvent.Failed(3, 1, "a \"b\", c", 2));
    assertEquals("""
        rank,candidate,state,objective,confidence95,runs,seconds,note,model.decoder.depth,model.pooling,%s
        1,2,finished,2.0,,1,120.0,,3,mean,2.0E-4
        2,1,finished,1.0,,1,60.0,,2,token,1.0E-4
        ,3,failed,,,0,2.0,"a ""b"", c",1,,
        """.formatted(RATE), SweepFiles.read(directory).csv());
  }
}
