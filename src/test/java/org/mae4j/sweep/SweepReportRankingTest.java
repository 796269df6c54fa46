package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.ReportedSweep.DEPTH;
import static org.mae4j.sweep.ReportedSweep.RATE;
import static org.mae4j.sweep.ReportedSweep.parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.journal.TrialEvent;

/** Tests the tables of trials: the ranking of the report, and the CSV file. */
class SweepReportRankingTest {
  @TempDir
  private Path temporary;
  private ReportedSweep sweep;

  @BeforeEach
  void make() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("sweep"));
  }

  @Test
  void rankingHasEachTrialWithState() throws IOException {
    sweep.begin(2);
    Map<String, String> good = parameters("0.00125", 3, "mean");
    Map<String, String> bad = parameters("1.0E-4", 1, "token");
    sweep.write(new TrialEvent.Started(1, 1, new TreeMap<>(bad)), new TrialEvent.Finished(1, 1, 0.25, 30),
        new TrialEvent.Started(1, 2, new TreeMap<>(bad)), new TrialEvent.Finished(1, 2, 0.35, 30),
        new TrialEvent.Started(2, 1, new TreeMap<>(good)), new TrialEvent.Finished(2, 1, 0.5, 90),
        new TrialEvent.Started(2, 2, new TreeMap<>(good)), new TrialEvent.Finished(2, 2, 0.5, 90),
        new TrialEvent.Started(3, 1, new TreeMap<>(bad)), new TrialEvent.Failed(3, 1, "the loss is NaN", 6),
        new TrialEvent.Repeated(4, 1, new TreeMap<>(bad)),
        new TrialEvent.Invalid(5, "no such model", new TreeMap<>(bad)),
        new TrialEvent.Started(6, 1, new TreeMap<>(good)));
    for (String run : List.of("0002-1", "0002-2", "0003-1")) {
      Files.writeString(
          Files.createDirectories(sweep.directory().resolve("trials").resolve(run)).resolve("report.html"),
          "");
    }
    Document page = sweep.page();
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
    sweep.begin(1);
    sweep.finish(1);
    Files.writeString(Files.createDirectories(sweep.directory().resolve("trials/0001")).resolve("report.html"), "");
    Path moved = Files.move(sweep.directory(), temporary.resolve("a b%<&>"));
    Path file = SweepFiles.read(moved).report(Optional.of(temporary.resolve("page.html")));
    assertEquals("a%20b%25%3C%26%3E/trials/0001/report.html",
        Jsoup.parse(Files.readString(file)).select("#ranking a").attr("href"));
  }

  @Test
  void doesNotRankNonFiniteObjectives() throws IOException {
    sweep.begin(1);
    sweep.finished(1, Double.NaN, parameters("0.001", 1, "mean"));
    sweep.finished(2, Double.POSITIVE_INFINITY, parameters("0.002", 2, "mean"));
    sweep.finished(3, 0.5, parameters("0.003", 3, "token"));
    Document page = sweep.page();
    assertEquals(List.of("1", "", ""), page.select("#ranking tbody th").stream().map(Element::text).toList());
    assertTrue(page.select("header p").text().contains("trial 3 with 0.50000"), page.select("header").text());
    List<String> paths = page.select("svg [d]").eachAttr("d");
    assertFalse(paths.isEmpty());
    assertEquals(List.of(), paths.stream().filter(path -> path.matches(".*(NaN|Inf).*")).toList());
    assertFalse(page.html().contains("NaN"), page.html());
  }

  @Test
  void foldsLongRanking() throws IOException {
    sweep.begin(1);
    sweep.finish(30);
    Document page = sweep.page();
    assertEquals(25, page.select("#ranking > div > .scroll tbody tr").size());
    assertEquals(5, page.select("#ranking details tbody tr").size());
    assertEquals("26", page.select("#ranking details tbody th").first().text());
  }

  @Test
  void csvHasTrialsOfJournal() throws IOException {
    sweep.begin(1);
    sweep.finish(2);
    sweep.write(new TrialEvent.Started(3, 1, new TreeMap<>(Map.of(DEPTH, "1"))),
        new TrialEvent.Failed(3, 1, "a \"b\", c", 2));
    assertEquals("""
        rank,candidate,state,objective,confidence95,runs,seconds,note,model.decoder.depth,model.pooling,%s
        1,2,finished,2.0,,1,120.0,,3,mean,2.0E-4
        2,1,finished,1.0,,1,60.0,,2,token,1.0E-4
        ,3,failed,,,0,2.0,"a ""b"", c",1,,
        """.formatted(RATE), SweepFiles.read(sweep.directory()).csv());
  }
}
