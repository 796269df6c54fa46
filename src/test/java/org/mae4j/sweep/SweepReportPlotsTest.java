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
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.journal.TrialEvent;

/** Tests the plots of trials in the report of a sweep. */
class SweepReportPlotsTest {
  @TempDir
  private Path temporary;
  private ReportedSweep sweep;

  @BeforeEach
  void make() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("sweep"));
  }

  @Test
  void severalObjectivesHaveAFrontAndAHypervolume() throws IOException {
    sweep.begin(1);
    Path journal = sweep.directory().resolve("sweep.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("}}\n",
        "},\"others\":[{\"key\":\"cost.flops\",\"direction\":\"minimize\"}]}\n"));
    double[][] values = {{0.5, 1e12}, {0.7, 4e12}, {0.6, 5e12}, {0.9, 9e12}};
    for (int i = 0; i < values.length; i++) {
      sweep.write(new TrialEvent.Started(i + 1, 1, new TreeMap<>(parameters("0.001", i + 1, "mean"))),
          new TrialEvent.Finished(i + 1, 1, values[i][0], 60, List.of(values[i][1])));
    }
    Document page = sweep.page();
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
  void plotsTrialsThatHaveTheParameter() throws IOException {
    sweep.begin(1);
    sweep.finish(6);
    sweep.finished(7, 9, Map.of(DEPTH, "2", POOLING, "mean"));
    Document page = sweep.page();
    assertTrue(page.select("#slices figure").last().text().contains("trial 1 without the parameter are not shown"),
        page.select("#slices").text());
    assertTrue(page.select("#parallel svg").text().contains("absent"));
    assertEquals("", page.select("#ranking tbody tr").first().select("td").get(4).text());
    assertEquals(7, page.select("#parallel svg[role] path.line").size());
  }

  /** The script finds the marks of a trial in all plots by their class, and its values beside its line. */
  @Test
  void everyMarkHasTheClassOfItsTrial() throws IOException {
    sweep.begin(1);
    sweep.finish(12);
    Document page = sweep.page();
    Element line = page.select("#parallel path.trial-7").first();
    assertEquals("2\ntoken\n7.0e-4\n7", line.attr("data-values"));
    assertEquals(List.of(DEPTH, POOLING, RATE, "knn.val.accuracy"),
        page.select("#parallel .side").eachAttr("data-key"));
    for (String plots : List.of("progress", "slices", "parallel", "surface")) {
      page.select("#" + plots + " figure:has(.legend) svg[role]")
          .forEach(svg -> assertFalse(svg.select(".trial-7").isEmpty()));
    }
  }
}
