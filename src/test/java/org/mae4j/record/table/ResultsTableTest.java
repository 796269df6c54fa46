package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.result.Figure;
import org.mae4j.record.result.Results;

class ResultsTableTest {
  private static final List<Figure> FIGURES = Evaluations.figures();

  private static Results complete() {
    Results results = Results.empty()
        .put("pretrain.val.maskedMse", 0.0198).put("pretrain.val.mse", 0.01532).put("pretrain.val.psnr", 18.147)
        .put("pretrain.test.maskedMse", 0.02).put("pretrain.test.mse", 0.0155).put("pretrain.test.psnr", 18.09)
        .put("pretrain.test.channels.red.maskedMse", 0.021);
    String[] names = {"pixelProbe", "randomProbe", "linearProbe", "knn", "scratch", "finetune"};
    for (int i = 0; i < names.length; i++) {
      results.put(names[i] + ".val.accuracy", 0.1 * i + 0.105).put(names[i] + ".test.accuracy", 0.1 * i + 0.1)
          .put(names[i] + ".test.macroF1", 0.1 * i + 0.095);
    }
    return results;
  }

  @Test
  void showsReconstructionThenClassifiersWithTheirGains() {
    assertEquals("""
        per channel value in [0, 1]  masked MSE      MSE  PSNR dB
        ---------------------------  ----------  -------  -------
        validation                      0.01980  0.01532    18.15
        test                            0.02000  0.01550    18.09
          red                           0.02100

        classifier                val accuracy  test accuracy  test macro F1  gain, points  over
        ------------------------  ------------  -------------  -------------  ------------  ------------------------
        linear on raw pixels           10.50 %        10.00 %         9.50 %
        linear on random encoder       20.50 %        20.00 %        19.50 %
        linear on MAE encoder          30.50 %        30.00 %        29.50 %        +10.00  linear on random encoder
        kNN on MAE encoder             40.50 %        40.00 %        39.50 %
        trained from scratch           50.50 %        50.00 %        49.50 %
        MAE encoder, fine-tuned        60.50 %        60.00 %        59.50 %        +10.00  trained from scratch
        """, ResultsTable.of(complete(), FIGURES));
  }

  @Test
  void lossAgainstTheControlIsNegative() {
    Results results = Results.empty().put("finetune.test.accuracy", 0.5).put("scratch.test.accuracy", 0.5125);
    assertEquals("""
        classifier               val accuracy  test accuracy  test macro F1  gain, points  over
        -----------------------  ------------  -------------  -------------  ------------  --------------------
        trained from scratch                         51.25 %
        MAE encoder, fine-tuned                      50.00 %                        -1.25  trained from scratch
        """, ResultsTable.of(results, FIGURES));
  }

  @Test
  void gainIsLeftOutWithoutItsControl() {
    String table = ResultsTable.of(Results.empty().put("linearProbe.test.accuracy", 0.5), FIGURES);
    assertEquals("""
        classifier             val accuracy  test accuracy  test macro F1  gain, points  over
        ---------------------  ------------  -------------  -------------  ------------  ----
        linear on MAE encoder                      50.00 %
        """, table);
  }

  @Test
  void nothingIsShownOfNothing() {
    assertEquals("", ResultsTable.of(Results.empty().put("pretrain.bestEpoch", 3), FIGURES));
  }

  @Test
  void runsAreComparedByWhatAnyOfThemHas() {
    Results other = Results.empty().put("pretrain.test.maskedMse", 0.03);
    assertEquals("""
        on test images                        first    other
        ----------------------------------  -------  -------
        masked MSE                          0.02000  0.03000
        MSE                                 0.01550
        PSNR dB                               18.09
        accuracy, linear on raw pixels      10.00 %
        accuracy, linear on random encoder  20.00 %
        accuracy, linear on MAE encoder     30.00 %
        accuracy, kNN on MAE encoder        40.00 %
        accuracy, trained from scratch      50.00 %
        accuracy, MAE encoder, fine-tuned   60.00 %
        """,
        ResultsTable.compared(List.of("first", "other"), List.of(complete(), other), FIGURES).toString());
  }

  @Test
  void numbersDoNotFollowTheLocale() {
    String expected = ResultsTable.of(complete(), FIGURES);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals(expected, ResultsTable.of(complete(), FIGURES));
    } finally {
      Locale.setDefault(before);
    }
  }
}
