package org.mae4j.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.PlotColors;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;

class RunPageTest {
  private static final ReportedStages STAGES = Stages.reported();
  /** The curves that a page shows until another axis is chosen. */
  private static final String EPOCHS = "#curves .panel:nth-of-type(1)";
  private static final List<String> SECTIONS =
      List.of("results", "curves", "reconstructions", "attention", "classes", "confusion",
          "neighbors", "projection", "model", "configuration", "provenance");

  @Test
  void allSectionsExist() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    assertEquals(SECTIONS, page.select("main > section").eachAttr("id"));
    assertEquals(SECTIONS.stream().map(id -> "#" + id).toList(), page.select("nav a").eachAttr("href"));
    assertTrue(page.select("#results").text().contains("0.01250"));
    assertEquals(2, page.select(EPOCHS + " svg[role] path.c0, " + EPOCHS + " svg[role] path.c1").size());
    assertTrue(page.select("#curves .legend").text().contains("training last 0.25"), page.select(".legend").text());
    assertEquals(2, page.select("#projection svg[role] path.dots").size());
    assertTrue(page.select("#projection svg").text().contains("first component, 50.0 % of the variance"));
    assertTrue(page.select("#model tbody th").eachText().contains("encoder.blocks.1.attention"));
    assertTrue(page.select("#configuration tr").eachText().contains("pretrain.epochs 3"));
    assertTrue(page.select("#provenance").text().contains("2026-01-02T03:04:05Z"));
  }

  /** A later command may have seen fewer labels. */
  @Test
  void theHeadHasTheImagesOfTheFirstCommand() {
    RecordedRun run = new RecordedRun("run", SmallExperiment.config(), Results.empty(), SmallRuns.NO_METRICS, List.of(),
        Optional.empty(),
        Optional.empty(), List.of(new RecordedCommand(Map.of("imported.file", "model")),
            new RecordedCommand(Map.of("imageCounts.train", "180", "imageCounts.test", "40")),
            new RecordedCommand(Map.of("imageCounts.train", "20", "imageCounts.unlabeled", "160"))));
    String page = Jsoup.parse(RunPage.of(run, STAGES)).text();
    assertTrue(page.contains("embedded, 180 training, 40 test images of 3 × 32 × 32"), page);
  }

  /** Fine-tuning was repeated on data of other classes. */
  @Test
  void classifiersOfOtherClassesHaveTablesOfTheirOwn() {
    Results results = SmallRuns.results().put("finetune.classNames", List.of("car", "bus", "tram"))
        .put("finetune.test.confusion", new int[][] {{3, 1, 0}, {0, 0, 0}, {0, 0, 1}});
    Document page = Jsoup.parse(RunPage.of(new RecordedRun("run", SmallExperiment.config(), results,
        SmallRuns.NO_METRICS, List.of(), Optional.empty(), Optional.empty(), List.of()), STAGES));
    assertEquals(List.of(SmallRuns.EVIL, "cat", "car", "bus", "tram"),
        page.select("#classes tbody th").eachText());
    assertEquals(List.of("kNN on MAE encoder", "MAE encoder, fine-tuned"),
        page.select("#classes thead th:last-child").eachText());
    assertTrue(page.select("#model").text().contains("classifier 8 × 3 "), page.select("#model").text());
  }

  /** Three of four images are classified correctly; the control has one right. */
  @Test
  void theHeadSaysTheResultWithItsInterval() {
    Results results = SmallRuns.results().put("finetune.val.accuracy", 0.5).put("scratch.test.accuracy", 0.25)
        .put("finetune.test.versus.scratch", new int[][] {{1, 2}, {0, 1}});
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), results, SmallRuns.NO_METRICS, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    assertEquals("MAE encoder, fine-tuned: 75.0 % of the 4 test images are classified correctly (95 % interval 30.1 to "
        + "95.4 %), +50.0 points compared with \"trained from scratch\" (", lead(run).split("(?<=scratch\" \\()")[0]);
    assertTrue(lead(run).endsWith("), which may be chance."), lead(run));
    assertTrue(RunPage.of(run, STAGES).contains("75.0&nbsp;% of the 4 test images"), "a line can break in 75.0 %");
  }

  /** Pre-training is a part of the cost of fine-tuning, and not of training from scratch. */
  @Test
  void theHeadSaysWhatAGainCost() {
    Results results = SmallRuns.results().put("finetune.val.accuracy", 0.5).put("scratch.test.accuracy", 0.25)
        .put("pretrain.flops", 3e9).put("finetune.flops", 4e9).put("scratch.flops", 2e9);
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), results, SmallRuns.NO_METRICS, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    assertTrue(
        lead(run).endsWith("compared with \"trained from scratch\". All trainings for \"MAE encoder, fine-tuned\" "
            + "together took 3.5 times the operations of \"trained from scratch\"."),
        lead(run));
  }

  @Test
  void theHeadOfARunWithoutClassifiersHasItsError() {
    Results results = Results.empty().put("pretrain.test.maskedMse", 0.0125)
        .put("interpolation.test.maskedMse", 0.02);
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), results, SmallRuns.NO_METRICS, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    assertEquals("Masked MSE on test images: 0.01250; interpolation of visible pixels: 0.02000.", lead(run));
  }

  /** A later command may probe with other data than the run has. */
  @Test
  void metricsOfAStageWithOtherSettingsSaySo() {
    Results results = Results.empty().put("linearProbe.test.accuracy", 0.5).put("linearProbe.val.accuracy", 0.5)
        .put("linearProbe.test.confusion", new int[][] {{1, 1}, {1, 1}}).put("pixelProbe.test.accuracy", 0.25)
        .put("scratch.test.accuracy", 0.75).put("settings.probe.data.source.train", "100");
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), results, SmallRuns.NO_METRICS, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    assertTrue(lead(run).startsWith("Linear on MAE encoder (with data.source.train=100): 50.0 % of the 4 test images")
        && lead(run).contains("compared with \"linear on raw pixels (with data.source.train=100)\""), lead(run));
    Document page = Jsoup.parse(RunPage.of(run, STAGES));
    assertEquals(List.of("linear on raw pixels [1]", "linear on MAE encoder [1]", "trained from scratch"),
        page.select("#results table").first().select("tbody th").eachText());
    assertEquals("[1] with data.source.train=100 (stage probe)", page.select("#results .paragraph").text());
  }

  private static String lead(RecordedRun run) {
    return Jsoup.parse(RunPage.of(run, STAGES)).select("header p").text();
  }

  @Test
  void theHeadSaysWhatTheRunIs() {
    RecordedRun run = new RecordedRun("run", SmallExperiment.config(), Results.empty(), SmallRuns.NO_METRICS, List.of(),
        Optional.empty(),
        Optional.empty(), List.of(
            new RecordedCommand(Map.of("started", "2026-01-02T03:04:05Z", "ended", "2026-01-02T04:04:05Z",
                "commandLine", "run conf/a.conf",
                "imageCounts.train", "12800", "stages.pretrain.seconds", "90.0", "stages.probe.seconds", "30.0",
                "stages.pretrain.cpuSeconds", "150.0")),
            new RecordedCommand(
                Map.of("started", "2026-01-03T03:04:05Z", "ended", "2026-01-03T03:05:15Z", "commandLine", "probe run",
                    "stages.probe.seconds", "10.0"))));
    Document page = Jsoup.parse(RunPage.of(run, STAGES));
    assertEquals(List.of("data", "model", "date", "duration", "command"), page.select("header dt").eachText());
    List<String> facts = page.select("header dd").eachText();
    assertTrue(facts.get(0).startsWith("embedded, 12,800 training images of "), facts.get(0));
    assertEquals(List.of("2026-01-02 03:04 UTC", "1:01:10 (h:mm:ss)", "./mae4j run conf/a.conf, and 1 later command"),
        facts.subList(2, 5));
    assertEquals(List.of("pretrain 1.50 90 % 2.50", "probe 0.17 10 %"), page.select("#times tbody tr").eachText());
  }

  /** The colors of a page on white are those of the pictures. */
  @Test
  void thePageHasTheColorsOfTheCharts() {
    String style = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES)).select("style").html();
    for (int i = 0; i < PlotColors.count(); i++) {
      String color = style.replaceAll("(?s).*?--c" + i + ": (#[0-9a-f]+);.*", "$1");
      String six = color.length() == 4 ? color.replaceAll("([0-9a-f])", "$1$1") : color;
      assertEquals(Color.decode(six), PlotColors.of(i));
    }
  }

  /** Each point shows its value to the mouse. */
  @Test
  void linesShowTheirValues() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    assertEquals(List.of("training, epoch 1: 0.5", "training, epoch 2: 0.25", "validation, epoch 2: 0.125"),
        page.select(EPOCHS + " path.hint title").eachText());
  }

  /** Lines are explained by lines, and dots by dots. */
  @Test
  void legendsShowTheMarksThatTheyExplain() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    assertEquals(List.of("M3 6H21", "M12 6h0"), page.select(EPOCHS + " .legend path").eachAttr("d"));
    assertEquals(List.of("M12 6h0", "M12 6h0"), page.select("#projection .legend path").eachAttr("d"));
  }

  @Test
  void stagesThatDidNotRunHaveNoSection() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.pretrainedOnly("run", 1), STAGES));
    assertEquals(List.of("curves", "model", "configuration"), page.select("main > section").eachAttr("id"));
    assertEquals(1, page.select("#model table").size(), "the run has no classifier");
  }

  /** The first class has four images: fine-tuning classifies three correctly, kNN one. The second class has no images. */
  @Test
  void accuracyPerClassIsTheRecall() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    assertEquals(List.of("class", "images", "kNN on MAE encoder", "MAE encoder, fine-tuned"),
        page.select("#classes thead th").eachText());
    assertEquals(List.of("4", "25.0 %", "75.0 %"), page.select("#classes tbody tr:eq(0) td").eachText());
    assertEquals("cat", page.select("#classes tbody tr:eq(1) th").text());
    assertEquals(List.of("0"), page.select("#classes tbody tr:eq(1) td").eachText());
    assertEquals(List.of("1", "3", "0", "0", "3", "1", "0", "0"), page.select("#confusion tbody td").eachText());
    assertEquals("--share: 75%", page.select("#confusion tbody td").get(1).attr("style"));
  }

  @Test
  void aMatrixOfManyClassesIsNotShown() {
    Results many = Results.empty().put("knn.test.confusion", new int[40][40]);
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), many, SmallRuns.NO_METRICS, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    Document page = Jsoup.parse(RunPage.of(run, STAGES));
    assertEquals(0, page.select("#confusion").size());
    assertEquals("class 39", page.select("#classes tbody th").last().text());
  }

  @Test
  void neighborsOfAnotherClassAreMarked() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    List<String> tiles = page.select("#neighbors tbody td").eachText();
    assertEquals(List.of(SmallRuns.EVIL + " 0.900", "≠ cat 0.800"), tiles);
    assertEquals("training image 4, cat", page.select("#neighbors td img").get(1).attr("alt"));
  }
}
