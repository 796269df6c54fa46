package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.ReportedSweep.DEPTH;
import static org.mae4j.sweep.ReportedSweep.POOLING;
import static org.mae4j.sweep.ReportedSweep.RATE;
import static org.mae4j.sweep.ReportedSweep.parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.Direction;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.journal.TrialEvent;

/** Tests which sections the report of a sweep has, and what it says about the search and the best trial. */
class SweepReportSectionsTest {
  @TempDir
  private Path temporary;
  private ReportedSweep sweep;

  @BeforeEach
  void make() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("sweep"));
  }

  @Test
  void hasEverySection() throws IOException {
    sweep.begin(1);
    sweep.finish(12);
    Document page = sweep.page();
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

  @Test
  void reportsSweepWithoutFinishedTrials() throws IOException {
    sweep.begin(1);
    Document page = sweep.page();
    assertEquals(List.of("search"), page.select("section").eachAttr("id"));
    assertEquals("Random search for the highest knn.val.accuracy. No trial has finished yet.",
        page.select("header p").text());
    sweep.write(new TrialEvent.Started(1, 1, new TreeMap<>(parameters("0.001", 2, "mean"))));
    assertEquals(List.of("search", "ranking", "importance"), sweep.page().select("section").eachAttr("id"));
  }

  @Test
  void failedTrialsHaveDuration() throws IOException {
    sweep.begin(1);
    for (int i = 1; i <= 3; i++) {
      sweep.write(new TrialEvent.Started(i, 1, new TreeMap<>(parameters("0.001", i, "mean"))),
          new TrialEvent.Failed(i, 1, "out of memory", 60));
    }
    Document page = sweep.page();
    assertEquals(List.of("search", "ranking", "progress", "importance"), page.select("section").eachAttr("id"));
    assertEquals(List.of("Time per trial"), page.select("#progress figcaption").eachText());
    assertEquals(List.of("", "", ""), page.select("#ranking tbody th").stream().map(Element::text).toList());
  }

  @Test
  void settingsThatAJournalLacksHaveTheirDefaults() throws IOException {
    Files.writeString(sweep.directory().resolve("sweep.jsonl"), """
        {"event":"sweep","version":1,"objective":"knn.val.accuracy","direction":"maximize","repeat":1,"settings":{}}
        """);
    Document page = sweep.page();
    assertTrue(page.select("header p").text().startsWith("Grid search"), page.select("header p").text());
    assertTrue(page.select("#search").text().contains("generator grid, seed 1"), page.select("#search").text());
  }

  /** A trial that runs or is still to come may be better. */
  @Test
  void theBestTrialIsTheBestSoFarUntilTheSweepIsComplete() throws IOException {
    sweep.begin(1);
    sweep.finish(2);
    new SweepLimits(OptionalInt.of(3), 1, 0).write(new SweepDirectory(sweep.directory()));
    assertBest("Best so far: trial 2 with 2.00000.", "best trial so far: 2, knn.val.accuracy 2.00000");
    sweep.write(new TrialEvent.Started(3, 1, new TreeMap<>(parameters("1.0E-3", 1, "mean"))));
    assertBest("Best so far: trial 2 with 2.00000.", "best trial so far: 2, knn.val.accuracy 2.00000");
    sweep.write(new TrialEvent.Finished(3, 1, 1, 60));
    assertBest("The best is trial 2 with 2.00000.", "best trial: 2, knn.val.accuracy 2.00000");
  }

  private void assertBest(String head, String below) throws IOException {
    assertEquals("Random search for the highest knn.val.accuracy. " + head, sweep.page().select("header p").text());
    String text = SweepFiles.read(sweep.directory()).text(Integer.MAX_VALUE);
    assertTrue(text.lines().anyMatch(below::equals), text);
  }

  @Test
  void comparesBestTrialWithDefaults() throws IOException {
    sweep.begin(1, Direction.MINIMIZE);
    sweep.finished(1, 0.5, parameters("0.001", 2, "mean"));
    sweep.finished(2, 0.25, parameters("0.002", 4, "token"));
    Document page = sweep.page();
    assertEquals(List.of("parameter", "search space", "trial 2, the best", "trial 1, the second"),
        page.select("#best table").first().select("thead th").eachText());
    assertTrue(page.select("#best tr").eachText().contains(DEPTH + " integer [1, 8], step 1 4 2"));
    List<String> differences = page.select("#best details tbody th").eachText();
    assertTrue(differences.contains(RATE) && differences.contains(POOLING), differences.toString());
    assertFalse(differences.contains("train.maxSkips"), "the default");
    assertFalse(differences.stream().anyMatch(key -> key.startsWith("sweep.")), differences.toString());
  }
}
