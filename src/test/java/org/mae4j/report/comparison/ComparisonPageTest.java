package org.mae4j.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;
import org.mae4j.report.run.RecordedRun;
import org.mae4j.report.run.ReportedStages;
import org.mae4j.report.run.SmallRuns;

class ComparisonPageTest {
  private static final ReportedStages STAGES = Stages.reported();

  @Test
  void comparisonListsOnlyDifferentSettings() {
    Document page = Jsoup.parse(ComparisonPage.of(List.of(SmallRuns.pretrainedOnly("first", 1),
        SmallRuns.pretrainedOnly("second", 2, "pretrain.epochs=5", "model.maskRatio=0.5")), STAGES));
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
    RecordedRun attention = SmallRuns.pretrainedOnly("first", 1, "model.decoder.kind=attention");
    RecordedRun cross = SmallRuns.pretrainedOnly("second", 1, "model.decoder.kind=cross", "model.decoder.predict=0.25");
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
    return new RecordedRun(name, SmallExperiment.config(overrides), results, SmallRuns.NO_METRICS, List.of(),
        Optional.empty(), Optional.empty(),
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
        costing("third", 0.25, 5, 2), SmallRuns.whole("old")), STAGES));
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
  void aComparisonMarksMetricsOfStagesWithOtherSettings() {
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
  void aComparisonHasTheFinalMetricsOfEachRun() {
    Document page =
        Jsoup
            .parse(ComparisonPage.of(List.of(SmallRuns.whole("first"), SmallRuns.pretrainedOnly("second", 1)), STAGES));
    assertTrue(page.select("#results tbody tr").eachText().contains("accuracy, MAE encoder, fine-tuned 75.00 %"),
        page.select("#results").text());
    assertEquals(List.of("results", "curves", "reconstructions"), page.select("section").eachAttr("id"));
  }
}
