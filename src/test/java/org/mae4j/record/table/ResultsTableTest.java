package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageDifferences;

class ResultsTableTest {
  private static final List<ResultMetric> METRICS = Stages.metrics();

  private static Results complete() {
    Results results = Results.empty()
        .put("pretrain.val.maskedMse", 0.0198).put("pretrain.val.maskedPsnr", 17.03)
        .put("pretrain.val.pastedPsnr", 18.28).put("pretrain.val.psnr", 18.147)
        .put("pretrain.test.maskedMse", 0.02).put("pretrain.test.maskedPsnr", 16.99)
        .put("pretrain.test.pastedPsnr", 18.24).put("pretrain.test.psnr", 18.09)
        .put("pretrain.test.channels.red.maskedMse", 0.021)
        .put("interpolation.test.maskedMse", 0.024).put("meanColor.test.maskedMse", 0.0455);
    String[] names = {"pixelProbe", "randomProbe", "linearProbe", "pixelKnn", "knn", "scratch", "finetune"};
    for (int i = 0; i < names.length; i++) {
      results.put(names[i] + ".val.accuracy", 0.1 * i + 0.105).put(names[i] + ".test.accuracy", 0.1 * i + 0.1)
          .put(names[i] + ".test.macroF1", 0.1 * i + 0.095);
    }
    results.put("linearProbe.test.confusion", new int[][] {{200, 300}, {400, 100}});
    return results.put("linearProbe.test.versus.randomProbe", new int[][] {{150, 150}, {50, 650}});
  }

  @Test
  void showsReconstructionsThenClassifiersThenTheirDifferences() {
    assertEquals("""
        per channel value in [0, 1]        masked MSE  masked PSNR  pasted PSNR
        ---------------------------------  ----------  -----------  -----------
        validation                            0.01980     17.03 dB     18.28 dB
        test                                  0.02000     16.99 dB     18.24 dB
          red                                 0.02100
          interpolation of visible pixels     0.02400
          mean color of visible pixels        0.04550

        classifier                validation     test  95 % interval  macro F1
        ------------------------  ----------  -------  -------------  --------
        linear on raw pixels         10.50 %  10.00 %                   9.50 %
        linear on random encoder     20.50 %  20.00 %                  19.50 %
        linear on MAE encoder        30.50 %  30.00 %   27.2 to 32.9   29.50 %
        kNN on raw pixels            40.50 %  40.00 %                  39.50 %
        kNN on MAE encoder           50.50 %  50.00 %                  49.50 %
        trained from scratch         60.50 %  60.00 %                  59.50 %
        MAE encoder, fine-tuned      70.50 %  70.00 %                  69.50 %

        test accuracy of         compared with             points  95 % interval
        -----------------------  ------------------------  ------  -------------
        linear on MAE encoder    linear on raw pixels      +20.00
        linear on MAE encoder    linear on random encoder  +10.00  +7.3 to +12.7
        kNN on MAE encoder       kNN on raw pixels         +10.00
        MAE encoder, fine-tuned  trained from scratch      +10.00
        """, new ResultsTable(complete(), METRICS).text());
  }

  @Test
  void accuracyBelowTheControlIsANegativeDifference() {
    Results results = Results.empty().put("finetune.test.accuracy", 0.5).put("scratch.test.accuracy", 0.5125);
    assertEquals("""
        test accuracy of         compared with         points  95 % interval
        -----------------------  --------------------  ------  -------------
        MAE encoder, fine-tuned  trained from scratch   -1.25
        """, new ResultsTable(results, METRICS).differences().toString());
  }

  /** Without all of its controls, a difference would say too much. */
  @Test
  void eachControlIsShown() {
    TextTable table = new ResultsTable(complete(), METRICS).differences();
    assertEquals(List.of("linear on raw pixels", "linear on random encoder", "kNN on raw pixels",
        "trained from scratch"), table.rows().stream().map(row -> row.get(1)).toList());
  }

  @Test
  void differenceIsLeftOutWithoutItsControl() {
    Results results = Results.empty().put("linearProbe.test.accuracy", 0.5);
    assertTrue(new ResultsTable(results, METRICS).differences().isEmpty());
  }

  @Test
  void tablesFitATerminalOf80Columns() {
    assertTrue(new ResultsTable(complete(), METRICS).text().lines().allMatch(line -> line.length() <= 80));
  }

  @Test
  void emptyResultsHaveNoTable() {
    assertEquals("", new ResultsTable(Results.empty().put("pretrain.bestEpoch", 3), METRICS).text());
  }

  @Test
  void comparisonHasMetricsOfAnyRun() {
    Results other = Results.empty().put("pretrain.test.maskedMse", 0.03);
    List<Results> runs = List.of(complete(), other);
    assertEquals("""
        on test images                                  first    other
        -------------------------------------------  --------  -------
        masked MSE, interpolation of visible pixels   0.02400
        masked MSE, mean color of visible pixels      0.04550
        masked MSE                                    0.02000  0.03000
        masked PSNR                                  16.99 dB
        pasted PSNR                                  18.24 dB
        accuracy, linear on raw pixels                10.00 %
        accuracy, linear on random encoder            20.00 %
        accuracy, linear on MAE encoder               30.00 %
        accuracy, kNN on raw pixels                   40.00 %
        accuracy, kNN on MAE encoder                  50.00 %
        accuracy, trained from scratch                60.00 %
        accuracy, MAE encoder, fine-tuned             70.00 %
        """,
        ResultsTable.compared(List.of("first", "other"), runs, StageDifferences.of(runs, Map.of()), METRICS)
            .toString());
  }

  @Test
  void marksReconstructionErrorsOfAnotherEvaluation() {
    Results results = complete().put("settings.evaluate.data.testLimit", "9");
    StageDifferences differences = StageDifferences.of(results, Stages.byGroup());
    ResultsTable table = new ResultsTable(results, differences.numbered(METRICS));
    assertEquals(List.of("validation [1]", "test [1]", "  red", "  interpolation of visible pixels [1]",
        "  mean color of visible pixels [1]"), table.reconstruction().rows().stream().map(row -> row.get(0)).toList());
    assertTrue(table.text().lines().allMatch(line -> line.length() <= 80), table.text());
    assertEquals(List.of("[1] with data.testLimit=9 (stage evaluate)"), differences.notes());
    assertTrue(differences.described(METRICS).stream().map(ResultMetric::fullLabel)
        .anyMatch("masked MSE, with data.testLimit=9"::equals));
  }

  @Test
  void numbersDoNotDependOnLocale() {
    String expected = new ResultsTable(complete(), METRICS).text();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals(expected, new ResultsTable(complete(), METRICS).text());
    } finally {
      Locale.setDefault(before);
    }
  }
}
