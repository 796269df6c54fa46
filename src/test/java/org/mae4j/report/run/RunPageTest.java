package org.mae4j.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.CurveRows;
import org.mae4j.plot.CurveRows.CostPositions;
import org.mae4j.plot.PlotColors;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;
import org.mae4j.report.block.Page;
import org.mae4j.testing.Pages;

class RunPageTest {
  private static final String EVIL = "<script>alert('\"&')</script>";
  private static final ReportedStages STAGES = Stages.reported();
  /** The curves that a page shows until another axis is chosen. */
  private static final String EPOCHS = "#curves .panel:nth-of-type(1)";
  private static final CurveRows NONE = new CurveRows(List.of(), CostPositions.UNKNOWN);
  private static final List<String> SECTIONS =
      List.of("results", "curves", "reconstructions", "attention", "classes", "confusion",
          "neighbors", "projection", "model", "configuration", "provenance");

  @TempDir
  private Path directory;

  private ExperimentConfig config(String... overrides) {
    return ConfigLoader.load(SmallExperiment.write(directory), List.of(overrides));
  }

  private static Results results() {
    return Results.empty().put("classNames", List.of(EVIL, "cat")).put("pretrain.test.maskedMse", 0.0125)
        .put("finetune.test.accuracy", 0.75).put("finetune.test.confusion", new int[][] {{3, 1}, {0, 0}})
        .put("knn.test.accuracy", 0.5).put("knn.test.confusion", new int[][] {{1, 3}, {0, 0}});
  }

  private static CurveRows metrics(double factor) {
    return new CurveRows(List.of(new MetricsLog.MetricRow(10, 1, "pretrain.train.epochLoss", 0.5 * factor),
        new MetricsLog.MetricRow(20, 2, "pretrain.train.epochLoss", 0.25 * factor),
        new MetricsLog.MetricRow(20, 2, "pretrain.val.loss", 0.125 * factor)),
        CostPositions.UNKNOWN);
  }

  private RecordedRun whole(String name) {
    Latents latents = new Latents(List.of(0.5, 0.25),
        List.of(new Latents.ProjectedImage(7, 0, -1, 2), new Latents.ProjectedImage(9, 1, 3, 4)),
        List.of(new Latents.Query(7, 0,
            List.of(new Latents.RecordedNeighbor(3, 0, 0.9f), new Latents.RecordedNeighbor(4, 1, 0.8f)))));
    byte[] png = {1, 2, 3};
    return new RecordedRun(name, config(), results(), metrics(1), List.of(new RecordedRun.Sheet(EVIL, png)),
        Optional.of(png), Optional.of(new RecordedRun.LatentImages(latents, List.of(List.of(png, png, png)))),
        List.of(new RecordedCommand(Map.of("started", "2026-01-02T03:04:05Z", "commandLine", "run " + EVIL))));
  }

  private RecordedRun pretrainedOnly(String name, double factor, String... overrides) {
    return new RecordedRun(name, config(overrides), Results.empty(), metrics(factor), List.of(), Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void allSectionsExist() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
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
    RecordedRun run = new RecordedRun("run", config(), Results.empty(), NONE, List.of(), Optional.empty(),
        Optional.empty(), List.of(new RecordedCommand(Map.of("imported.file", "model")),
            new RecordedCommand(Map.of("imageCounts.train", "180", "imageCounts.test", "40")),
            new RecordedCommand(Map.of("imageCounts.train", "20", "imageCounts.unlabeled", "160"))));
    String page = Jsoup.parse(RunPage.of(run, STAGES)).text();
    assertTrue(page.contains("embedded, 180 training, 40 test images of 3 × 32 × 32"), page);
  }

  /** Three of four images are classified correctly; the control has one right. */
  @Test
  void theHeadSaysTheResultWithItsInterval() {
    Results results = results().put("finetune.val.accuracy", 0.5).put("scratch.test.accuracy", 0.25)
        .put("finetune.test.versus.scratch", new int[][] {{1, 2}, {0, 1}});
    RecordedRun run =
        new RecordedRun("run", config(), results, NONE, List.of(), Optional.empty(), Optional.empty(), List.of());
    assertEquals("MAE encoder, fine-tuned: 75.0 % of the 4 test images are classified correctly (95 % interval 30.1 to "
        + "95.4 %), +50.0 points compared with \"trained from scratch\" (", lead(run).split("(?<=scratch\" \\()")[0]);
    assertTrue(lead(run).endsWith("), which may be chance."), lead(run));
  }

  /** Pre-training is a part of the cost of fine-tuning, and not of training from scratch. */
  @Test
  void theHeadSaysWhatAGainCost() {
    Results results = results().put("finetune.val.accuracy", 0.5).put("scratch.test.accuracy", 0.25)
        .put("pretrain.flops", 3e9).put("finetune.flops", 4e9).put("scratch.flops", 2e9);
    RecordedRun run =
        new RecordedRun("run", config(), results, NONE, List.of(), Optional.empty(), Optional.empty(), List.of());
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
        new RecordedRun("run", config(), results, NONE, List.of(), Optional.empty(), Optional.empty(), List.of());
    assertEquals("Masked MSE on test images: 0.01250; interpolation of visible pixels: 0.02000.", lead(run));
  }

  /** A later command may probe with other data than the run has. */
  @Test
  void figuresOfAStageWithOtherSettingsSaySo() {
    Results results = Results.empty().put("linearProbe.test.accuracy", 0.5).put("linearProbe.val.accuracy", 0.5)
        .put("linearProbe.test.confusion", new int[][] {{1, 1}, {1, 1}}).put("pixelProbe.test.accuracy", 0.25)
        .put("scratch.test.accuracy", 0.75).put("settings.probe.data.source.train", "100");
    RecordedRun run =
        new RecordedRun("run", config(), results, NONE, List.of(), Optional.empty(), Optional.empty(), List.of());
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
    RecordedRun run = new RecordedRun("run", config(), Results.empty(), NONE, List.of(), Optional.empty(),
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
    String style = Jsoup.parse(RunPage.of(whole("run"), STAGES)).select("style").html();
    for (int i = 0; i < PlotColors.count(); i++) {
      String color = style.replaceAll("(?s).*?--c" + i + ": (#[0-9a-f]+);.*", "$1");
      String six = color.length() == 4 ? color.replaceAll("([0-9a-f])", "$1$1") : color;
      assertEquals(Color.decode(six), PlotColors.of(i));
    }
  }

  /** Axes of which nothing is known are not offered. */
  @Test
  void curvesHaveAChoiceOfTheirAxis() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
    assertEquals(List.of("epochs", "steps"), page.select("#curves label").eachText());
    assertEquals(page.select("#curves input").eachAttr("id"), page.select("#curves label").eachAttr("for"));
    assertEquals(1, page.select("#curves input[checked]").size());
    assertEquals(2, page.select("#curves .panel").size());
    CurveRows costs = new CurveRows(metrics(1).rows(), (axis, row) -> OptionalDouble.of(row.step() / 4.0));
    RecordedRun run =
        new RecordedRun("run", config(), results(), costs, List.of(), Optional.empty(), Optional.empty(), List.of());
    for (String html : List.of(RunPage.of(run, STAGES),
        ComparisonPage.of(List.of(run, whole("other")), STAGES))) {
      Document all = Jsoup.parse(html);
      assertEquals(List.of("epochs", "images", "steps", "CPU minutes", "TFLOPs"),
          all.select("#curves label").eachText());
      assertTrue(all.select("#curves .panel:nth-of-type(5) path.hint title").eachText().get(0)
          .contains(", operations of the stage in TFLOP 2.5: 0.5"));
    }
  }

  /** Each point shows its value to the mouse. */
  @Test
  void linesShowTheirValues() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
    assertEquals(List.of("training, epoch 1: 0.5", "training, epoch 2: 0.25", "validation, epoch 2: 0.125"),
        page.select(EPOCHS + " path.hint title").eachText());
  }

  /** Lines are explained by lines, and dots by dots. */
  @Test
  void legendsShowTheMarksThatTheyExplain() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
    assertEquals(List.of("M3 6H21", "M12 6h0"), page.select(EPOCHS + " .legend path").eachAttr("d"));
    assertEquals(List.of("M12 6h0", "M12 6h0"), page.select("#projection .legend path").eachAttr("d"));
  }

  @Test
  void stagesThatDidNotRunHaveNoSection() {
    Document page = Jsoup.parse(RunPage.of(pretrainedOnly("run", 1), STAGES));
    assertEquals(List.of("curves", "model", "configuration"), page.select("main > section").eachAttr("id"));
    assertEquals(1, page.select("#model table").size(), "the run has no classifier");
  }

  /** The first class has four images: fine-tuning classifies three correctly, kNN one. The second class has no images. */
  @Test
  void accuracyPerClassIsTheRecall() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
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
        new RecordedRun("run", config(), many, NONE, List.of(), Optional.empty(), Optional.empty(), List.of());
    Document page = Jsoup.parse(RunPage.of(run, STAGES));
    assertEquals(0, page.select("#confusion").size());
    assertEquals("class 39", page.select("#classes tbody th").last().text());
  }

  @Test
  void neighborsOfAnotherClassAreMarked() {
    Document page = Jsoup.parse(RunPage.of(whole("run"), STAGES));
    List<String> tiles = page.select("#neighbors tbody td").eachText();
    assertEquals(List.of(EVIL + " 0.900", "≠ cat 0.800"), tiles);
    assertEquals("training image 4, cat", page.select("#neighbors td img").get(1).attr("alt"));
  }

  @Test
  void textIsEscaped() {
    for (String html : List.of(RunPage.of(whole(EVIL), STAGES),
        ComparisonPage.of(List.of(whole(EVIL), whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      assertFalse(html.contains("<script"), "a text was not escaped");
      assertEquals(0, page.select("script, iframe, object, link, form").size());
      assertTrue(page.text().contains(EVIL), "the text is shown unchanged");
    }
    assertEquals(EVIL, Jsoup.parse(RunPage.of(whole(EVIL), STAGES)).select("h1").text());
  }

  @Test
  void templatesEscapeAllValues() throws Exception {
    try (Stream<Path> templates = Files.list(Path.of(Page.class.getResource("page.html").toURI()).getParent())) {
      for (Path template : templates.filter(file -> file.toString().endsWith(".html")).toList()) {
        String text = Files.readString(template);
        assertFalse(text.contains("{{{") || text.contains("{{&"), template.toString());
      }
    }
  }

  @Test
  void thePageHasNoExternalReferences() {
    for (String html : List.of(RunPage.of(whole("run"), STAGES),
        ComparisonPage.of(List.of(whole("run"), whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      Pages.assertReferences(page, "#[a-z]+|data:image/png;base64,[A-Za-z0-9+/=]+");
      String style = page.select("style").html();
      assertFalse(style.contains("url(") || style.contains("@import"), style);
      assertEquals("default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          page.select("meta[http-equiv=Content-Security-Policy]").attr("content"));
    }
  }

  @Test
  void pagesAreAccessible() {
    for (String html : List.of(RunPage.of(whole("run"), STAGES),
        ComparisonPage.of(List.of(whole("run"), whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      assertEquals(1, page.select("h1").size());
      assertEquals(page.select("section").size(), page.select("section > h2").size());
      assertEquals(0, page.select("h3, h4").size());
      page.select("img").forEach(image -> assertFalse(image.attr("alt").isBlank(), image.outerHtml()));
      Pages.assertReadable(page);
      Pages.assertKeysCanBeBroken(page);
      page.select("section")
          .forEach(section -> assertEquals(1, page.select("#" + section.attr("aria-labelledby")).size(), section.id()));
      assertEquals("en", page.select("html").attr("lang"));
    }
  }

  @Test
  void comparisonListsOnlyDifferentSettings() {
    Document page = Jsoup.parse(ComparisonPage.of(List.of(pretrainedOnly("first", 1),
        pretrainedOnly("second", 2, "pretrain.epochs=5", "model.maskRatio=0.5")), STAGES));
    assertEquals(List.of("key", "first", "second"), page.select("#differences thead th").eachText());
    assertEquals(List.of("model.maskRatio 0.75 0.5", "pretrain.epochs 3 5"),
        page.select("#differences tbody tr").eachText());
    assertEquals(2, page.select("#curves figure").get(0).select("svg[role] path.line").size());
    assertEquals("Pre-training: training", page.select("#curves figcaption").get(0).text());
    assertEquals("first last 0.25 second last 0.5", page.select("#curves .legend").get(0).text());
  }

  /** Each decoder has settings that the other one does not have. */
  @Test
  void runsWithOtherKindsAreCompared() {
    RecordedRun attention = pretrainedOnly("first", 1, "model.decoder.kind=attention");
    RecordedRun cross = pretrainedOnly("second", 1, "model.decoder.kind=cross", "model.decoder.predict=0.25");
    Document page = Jsoup.parse(ComparisonPage.of(List.of(attention, cross), STAGES));
    assertEquals(List.of("model.decoder.kind attention cross", "model.decoder.predict 0.25"),
        page.select("#differences tbody tr").eachText());
    page = Jsoup.parse(ComparisonPage.of(List.of(cross, attention), STAGES));
    assertEquals(List.of("model.decoder.kind cross attention", "model.decoder.predict 0.25"),
        page.select("#differences tbody tr").eachText());
  }

  private RecordedRun costing(String name, double accuracy, double tera, double minutes, String... overrides) {
    Results results = Results.empty().put("finetune.val.accuracy", accuracy).put("finetune.test.accuracy", 0.5)
        .put("pretrain.flops", tera * 1e12).put("finetune.flops", 2e12).put("scratch.val.accuracy", 0.25);
    return new RecordedRun(name, config(overrides), results, NONE, List.of(), Optional.empty(), Optional.empty(),
        List.of(new RecordedCommand(Map.of("stages.pretrain.cpuSeconds", Double.toString(60 * minutes),
            "stages.finetune.cpuSeconds", "30.0"))));
  }

  /** Expected by hand: 4.303 × 5 / √3 for differences of 10, 5 and 15 points, 12.706 × 0.707 / √2 for 10 and 11. */
  @Test
  void repeatedRunsAreComparedBySeed() {
    Document page = Jsoup.parse(ComparisonPage.of(List.of(seeded("plain", 1, 0.5), seeded("plain", 2, 0.6),
        seeded("plain", 3, 0.7), seeded("long", 3, 0.85, "finetune.epochs=9"),
        seeded("long", 1, 0.6, "finetune.epochs=9"), seeded("long", 2, 0.65, "finetune.epochs=9"),
        seeded("short", 3, 0.81, "finetune.epochs=4"), seeded("short", 2, 0.7, "finetune.epochs=4"),
        seeded("one", 1, 0.4, "finetune.epochs=1")), STAGES));
    assertEquals(List.of("run", "settings that differ", "validation", "difference", "leaves out 0"),
        page.select("#seeds thead th").eachText());
    assertEquals(List.of("plain 1, 3 seeds 60.00 % ± 10.00 %",
        "long 3, 3 seeds finetune.epochs=9 70.00 % ± 13.23 % +10.00 ± 12.42 no",
        "short 3, 2 seeds finetune.epochs=4 75.50 % ± 7.78 % +10.50 ± 6.35 yes",
        "one 1 finetune.epochs=1 40.00 %"), page.select("#seeds tbody tr").eachText());
  }

  private RecordedRun seeded(String name, int seed, double accuracy, String... overrides) {
    return costing(name + " " + seed, accuracy, 5, 1,
        Stream.concat(Stream.of("seed=" + seed), Stream.of(overrides)).toArray(String[]::new));
  }

  @Test
  void runsWithOneSeedHaveNoSectionOfRepeatedRuns() {
    Document page =
        Jsoup.parse(ComparisonPage.of(List.of(costing("first", 0.75, 5, 1), costing("second", 0.5, 4, 2)), STAGES));
    assertEquals(0, page.select("#seeds").size());
  }

  /** The second run computes less and takes longer, the third is as dear and worse. */
  @Test
  void aComparisonHasTheParetoFrontOfEachCost() {
    Document page = Jsoup.parse(ComparisonPage.of(List.of(costing("first", 0.75, 5, 1), costing("second", 0.5, 4, 2),
        costing("third", 0.25, 5, 2), whole("old")), STAGES));
    assertEquals(List.of("CPU minutes", "TFLOPs"), page.select("#cost label").eachText());
    assertEquals(List.of("accuracy, MAE encoder, fine-tuned", "accuracy, MAE encoder, fine-tuned"),
        page.select("#cost figcaption").eachText());
    assertEquals(
        List.of("first 75.00 % 50.00 % 1.50 7.00 CPU minutes, TFLOPs", "second 50.00 % 50.00 % 2.50 6.00 TFLOPs",
            "third 25.00 % 50.00 % 2.50 7.00"),
        page.select("#cost tbody tr").eachText());
    assertTrue(page.select("#cost svg[role]").attr("aria-label").contains("CPU minutes of pretrain + finetune"));
    assertEquals(1, page.select("#cost .panel:nth-of-type(1) path.line:not(.sample)").size(),
        "only the front is a line");
  }

  /** Each run has a note of its own, and the numbers go on from run to run. */
  @Test
  void aComparisonMarksFiguresOfStagesWithOtherSettings() {
    RecordedRun plain = costing("plain", 0.75, 5, 1);
    List<RecordedRun> runs = List.of(plain, repeated(costing("first", 0.5, 4, 2), "finetune"),
        repeated(costing("second", 0.25, 5, 3), "evaluate", "finetune"));
    Document page = Jsoup.parse(ComparisonPage.of(runs, STAGES));
    assertTrue(page.select("#results tbody tr").eachText()
        .containsAll(List.of("masked MSE 0.02000 0.02000 [2]",
            "accuracy, MAE encoder, fine-tuned 50.00 % 50.00 % [1] 50.00 % [3]")),
        page.select("#results").text());
    assertEquals(List.of("[1] with data.trainLimit=9 (stage finetune), run first",
        "[2] with data.trainLimit=9 (stage evaluate), run second",
        "[3] with data.trainLimit=9 (stage finetune), run second"), page.select("#results .paragraph").eachText());
    assertTrue(page.select("#cost tbody tr").eachText().get(1).startsWith("first 50.00 % [1] 50.00 % [1] 2.50"),
        page.select("#cost").text());
  }

  private static RecordedRun repeated(RecordedRun run, String... stages) {
    run.results().put("pretrain.test.maskedMse", 0.02);
    Stream.of(stages).forEach(stage -> run.results().put("settings." + stage + ".data.trainLimit", "9"));
    return run;
  }

  /** The standard deviation of 0.5 and 0.75 is 0.1768; a third seed of other settings stands alone. */
  @Test
  void runsThatDifferInTheSeedAloneAreOneEntry() {
    Document page = Jsoup.parse(ComparisonPage.of(List.of(costing("first", 0.75, 5, 1), costing("second", 0.5, 5, 2,
        "seed=7"), costing("other", 0.5, 4, 2, "seed=7", "model.maskRatio=0.5")), STAGES));
    assertEquals(List.of("first, 2 seeds 62.50 % ± 17.68 % 50.00 % ± 0.00 % 2.00 7.00 CPU minutes, TFLOPs",
        "other 50.00 % 50.00 % 2.50 6.00 TFLOPs"), page.select("#cost tbody tr").eachText());
  }

  @Test
  void aComparisonHasTheFinalFiguresOfEachRun() {
    Document page =
        Jsoup.parse(ComparisonPage.of(List.of(whole("first"), pretrainedOnly("second", 1)), STAGES));
    assertTrue(page.select("#results tbody tr").eachText().contains("accuracy, MAE encoder, fine-tuned 75.00 %"),
        page.select("#results").text());
    assertEquals(List.of("results", "curves", "reconstructions"), page.select("section").eachAttr("id"));
  }
}
