package org.mae4j.report.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.mae4j.base.Direction;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.report.sweep.RecordedSweep.Importance;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep.Surface;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;

class SweepPageTest {
  private static final SweptParameter RATIO =
      SweptParameter.of("model.maskRatio", "maskRatio", "uniform [0.2, 0.8]", List.of("0.2", "0.8"));
  private static final SweptParameter DEPTH =
      SweptParameter.of("model.decoder.depth", "depth", "choice [1, 2]", List.of("1", "2"));

  private static RecordedTrial trial(int number, String state, String ratio, OptionalDouble objective, String note) {
    return new RecordedTrial(number, state, new TreeMap<>(Map.of(RATIO.key(), ratio, DEPTH.key(), "1")), objective,
        OptionalDouble.empty(), 60, note, List.of());
  }

  private static Document page(Direction direction, Optional<Surrogate> surrogate, RecordedTrial... trials) {
    Search search = new Search("knn.val.accuracy", direction, "random", "1", 1,
        Optional.of("pruned: 1 of 2"));
    return Jsoup.parse(SweepPage.of(new RecordedSweep("sweep", search, List.of(DEPTH, RATIO), List.of(trials),
        new ObjectivePlot("knn.val.accuracy", List.of()), surrogate, List.of())));
  }

  @Test
  void theSavingsOfPruningAreShown() {
    assertTrue(page(Direction.MAXIMIZE, Optional.empty()).text().contains("pruned: 1 of 2"));
  }

  @Test
  void prunedTrialsAreCountedAndTimedButHaveNoObjective() {
    Document page = page(Direction.MAXIMIZE, Optional.empty(),
        trial(2, "finished", "0.2", OptionalDouble.of(0.5), ""),
        trial(1, "pruned", "0.8", OptionalDouble.empty(), "after epoch 2, at 0.25"));
    assertTrue(page.select("#search").text().contains("2: 1 finished, 1 pruned"), page.select("#search").text());
    assertEquals("1 1 0.8 1.0 pruned after epoch 2, at 0.25", page.select("#ranking tbody tr").last().text());
    assertEquals(List.of("finished", "pruned"), page.select("#progress .legend li").eachText());
    assertEquals("trial 1, pruned: 1.0 minutes", page.select("#progress path title").last().text());
    assertEquals(1, page.select("#parallel svg[role] path.line").size());
  }

  @Test
  void barsAreProportionalAndNegativeImportancesHaveNone() {
    Document page = page(Direction.MAXIMIZE, Optional.of(new Surrogate(0.5, 10, 20,
        List.of(new Importance(RATIO, 0.75, 0.25), new Importance(DEPTH, -0.25, 0.5)), Optional.empty())),
        trial(1, "finished", "0.2", OptionalDouble.of(0.5), ""));
    assertEquals(List.of("width: 75.0%", "width: 0.0%"), page.select(".bars span").eachAttr("style"));
    assertEquals(List.of("left: 50.0%; right: calc(100% - 100.0%)", "left: 0.0%; right: calc(100% - 25.0%)"),
        page.select(".bars i").eachAttr("style"));
    assertEquals(List.of("0.750 ± 0.250", "-0.250 ± 0.500"), page.select(".bars td.number").eachText());
    assertTrue(
        page.select("#surface").text().contains("Not available: the contour needs two parameters with ordered values"));
  }

  /** A surface of two by two cells; the best is at maskRatio 0.2 and depth 2. */
  @Test
  void theBestCellsHaveTheHighestColorInBothDirections() {
    for (Direction direction : Direction.values()) {
      double best = direction == Direction.MAXIMIZE ? 1 : -1;
      Surface surface = new Surface(RATIO, DEPTH, new double[] {0.2, 0.8}, new double[] {0, 1},
          new double[][] {{0, best}, {0, 0.5 * best}});
      Document page = page(direction, Optional.of(new Surrogate(0.5, 10, 20, List.of(), Optional.of(surface))),
          trial(1, "finished", "0.2", OptionalDouble.of(best), ""));
      assertEquals("M66.0 119.0H238.0V10.0H66.0Z", page.select("#surface path.cell.r8").attr("d"));
      assertEquals(2, Stream.of(page.select("#surface path.cell.r0").attr("d").split("Z")).count());
      assertEquals(1, page.select("#surface path.cell.r4").size());
      assertEquals("trial 1: " + (int) best, page.select("#surface path.tried.r8 title").text());
      assertEquals("worse", page.select("#surface .legend li").last().text());
    }
  }
}
