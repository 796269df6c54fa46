package org.mae4j.report.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.mae4j.base.Direction;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.report.block.Page.Fact;
import org.mae4j.report.sweep.RecordedSweep.Importance;
import org.mae4j.report.sweep.RecordedSweep.Origin;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep.Surface;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;

class SweepPageTest {
  private static final SweptParameter RATIO =
      SweptParameter.of("model.maskRatio", "uniform [0.2, 0.8]", List.of("0.2", "0.8"));
  private static final SweptParameter DEPTH =
      SweptParameter.of("model.decoder.depth", "choice [1, 2]", List.of("1", "2"));

  private static final Origin ORIGIN =
      new Origin(List.of(new Fact("data", "embedded, 400 validation images")), OptionalInt.of(400));

  private static RecordedTrial trial(int number, String state, String ratio, OptionalDouble objective, String note) {
    return new RecordedTrial(number, state, new TreeMap<>(Map.of(RATIO.key(), ratio, DEPTH.key(), "1")), objective,
        Optional.empty(), 60, note, List.of());
  }

  private static Document page(Direction direction, Optional<Surrogate> surrogate, RecordedTrial... trials) {
    return page(RATIO, direction, surrogate, trials);
  }

  private static Document page(SweptParameter ratio, Direction direction, Optional<Surrogate> surrogate,
      RecordedTrial... trials) {
    Search search = new Search("knn.val.accuracy", direction, "random", "1", 1, "mean",
        Optional.of("pruned: 1 of 2"));
    return Jsoup
        .parse(SweepPage.of(new RecordedSweep("sweep", true, ORIGIN, search, List.of(DEPTH, ratio), List.of(trials),
            new ObjectivePlot("knn.val.accuracy", List.of()), surrogate, List.of(), Optional.empty())));
  }

  /** The interval is Wilson's of 200 of 400. */
  @Test
  void theHeadHasTheDataAndTheIntervalOfAnAccuracy() {
    Element head = page(Direction.MAXIMIZE, Optional.empty(), trial(1, "finished", "0.2", OptionalDouble.of(0.5), ""))
        .select("header").first();
    assertEquals(
        "Random search for the highest knn.val.accuracy. The best is trial 1 with 0.50000 (95 % interval 0.451 "
            + "to 0.549 for 400 validation images, which does not count that it is the best of several trials).",
        head.select("p").text());
    assertEquals("data embedded, 400 validation images", head.select("dl").text());
  }

  /** No number of 400 images is a share of 0.5001. */
  @Test
  void anAccuracyOnOtherImagesHasNoInterval() {
    String lead = page(Direction.MAXIMIZE, Optional.empty(),
        trial(1, "finished", "0.2", OptionalDouble.of(0.5001), "")).select("header p").text();
    assertTrue(lead.endsWith("The best is trial 1 with 0.50010."), lead);
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
        List.of(new Importance(RATIO, 0.75, 0.25), new Importance(DEPTH, -0.25, 0.5)), Optional.empty(), List.of())),
        trial(1, "finished", "0.2", OptionalDouble.of(0.5), ""));
    assertEquals(List.of("width: 75.0%", "width: 0.0%"), page.select(".bars span").eachAttr("style"));
    assertEquals(List.of("left: 50.0%; right: calc(100% - 100.0%)", "left: 0.0%; right: calc(100% - 25.0%)"),
        page.select(".bars i").eachAttr("style"));
    assertEquals(List.of("0.750 ± 0.250", "-0.250 ± 0.500"), page.select(".bars td.number").eachText());
    assertTrue(
        page.select("#surface").text().contains("Not available: the contour needs two parameters with ordered values"));
  }

  /** A prediction that is no better than the mean says nothing. */
  @Test
  void aSurrogateThatPredictsNothingHasNoContour() {
    Surface surface = new Surface(RATIO, DEPTH, new double[] {0.2, 0.8}, new double[] {0, 1}, new double[2][2]);
    Document page =
        page(Direction.MAXIMIZE, Optional.of(new Surrogate(-1.04, 10, 20, List.of(), Optional.of(surface), List.of())),
            trial(1, "finished", "0.2", OptionalDouble.of(1), ""));
    assertEquals(0, page.select("#surface figure").size());
    assertTrue(page.select("#surface").text().contains("-1.04"), page.select("#surface").text());
    assertEquals(1, page.select("#importance .bars").size(), "no shares of the variance");
    assertTrue(
        page.select("#importance .paragraph").text().contains("Shares of the variance (functional ANOVA) are not "
            + "shown"),
        page.select("#importance").text());
  }

  /** The predictions differ in the fourth digit only, and so do the labels. */
  @Test
  void theColorBarHasEnoughDigits() {
    Surface surface = new Surface(RATIO, DEPTH, new double[] {0.2, 0.8}, new double[] {0, 1},
        new double[][] {{0.4211, 0.4212}, {0.4213, 0.4214}});
    Document page =
        page(Direction.MAXIMIZE, Optional.of(new Surrogate(0.5, 10, 20, List.of(), Optional.of(surface), List.of())),
            trial(1, "finished", "0.2", OptionalDouble.of(0.4212), ""));
    List<String> labels = page.select("#surface figure").last().select("text").eachText();
    assertTrue(labels.containsAll(List.of("0.4211", "0.4212", "0.4214")), labels.toString());
    assertEquals(labels.stream().distinct().toList(), labels);
  }

  /** A line ends before the labels of an axis, and goes on behind them at the same height. */
  @Test
  void linesOfParallelCoordinatesDoNotCrossText() {
    Element plot = page(Direction.MAXIMIZE, Optional.empty(), trial(1, "finished", "0.2", OptionalDouble.of(0.5), ""))
        .select("#parallel svg[role]").first();
    String[] parts = plot.select("path.line").attr("d").substring(1).split("M");
    assertEquals(3, parts.length);
    for (int i = 1; i < parts.length; i++) {
      String[] end = parts[i - 1].substring(parts[i - 1].indexOf('L') + 1).split(" ");
      String[] start = parts[i].split("[ Lh]");
      assertEquals(end[1], start[1]);
      assertEquals(58, Integer.parseInt(start[0]) - Integer.parseInt(end[0]));
    }
    assertEquals(List.of("model.decoder.", "model.", "knn.val."), plot.select("text").stream()
        .filter(text -> text.attr("y").equals("10")).map(text -> text.ownText().strip()).toList());
  }

  @Test
  void zeroOfLogarithmicSpaceIsPlottedAndListedAsItIs() {
    SweptParameter ratio = SweptParameter.of(RATIO.key(), "logUniform [0.01, 1.0]", List.of("0", "0.1", "1.0"));
    Document page = page(ratio, Direction.MAXIMIZE, Optional.empty(),
        trial(1, "finished", "0", OptionalDouble.of(0.5), ""), trial(2, "finished", "0.1", OptionalDouble.of(0.4), ""),
        trial(3, "finished", "1.0", OptionalDouble.of(0.3), ""));
    assertEquals("1 1 0.50000 1 0 1.0 finished", page.select("#ranking tbody tr").first().text());
    assertFalse(page.select("path").eachAttr("d").toString().contains("NaN"));
    assertTrue(page.select("title").eachText().contains("trial 1: 0.5, model.maskRatio 0"),
        page.select("title").eachText().toString());
  }

  @Test
  void theRankingHasFullKeys() {
    Document page = page(Direction.MAXIMIZE, Optional.empty(), trial(1, "finished", "0.2", OptionalDouble.of(0.5), ""));
    assertTrue(page.select("#ranking th").eachText().containsAll(List.of("model.maskRatio", "model.decoder.depth")),
        page.select("#ranking th").eachText().toString());
  }

  /** A surface of two by two cells; the best is at maskRatio 0.2 and depth 2. */
  @Test
  void theBestCellsHaveTheHighestColorInBothDirections() {
    for (Direction direction : Direction.values()) {
      double best = direction == Direction.MAXIMIZE ? 1 : -1;
      Surface surface = new Surface(RATIO, DEPTH, new double[] {0.2, 0.8}, new double[] {0, 1},
          new double[][] {{0, best}, {0, 0.5 * best}});
      Document page =
          page(direction, Optional.of(new Surrogate(0.5, 10, 20, List.of(), Optional.of(surface), List.of())),
              trial(1, "finished", "0.2", OptionalDouble.of(best), ""));
      Element plot = page.select("#surface figure").first();
      assertEquals("M66.0 119.0H238.0V10.0H66.0Z", plot.select("path.cell.r8").attr("d"));
      assertEquals(2, Stream.of(plot.select("path.cell.r0").attr("d").split("Z")).count());
      assertEquals(1, plot.select("path.cell.r4").size());
      assertEquals("trial 1: " + (int) best, page.select("#surface path.tried.r8 title").text());
      List<String> bar = page.select("#surface figure").last().select("text").eachText();
      assertEquals(List.of(direction == Direction.MAXIMIZE ? "0.0" : "-1.0", "knn.val.accuracy, better to the right"),
          List.of(bar.get(0), bar.get(bar.size() - 1)));
    }
  }
}
