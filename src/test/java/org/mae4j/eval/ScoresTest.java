package org.mae4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoresTest {

  @Test
  void scoresMatchManualValues() {
    Scores scores = scores(3, new int[] {0, 0, 0, 0, 1, 1, 2, 2, 2}, new int[] {0, 0, 0, 1, 1, 2, 2, 0, 2});
    assertArrayEquals(new int[][] {{3, 1, 0}, {0, 1, 1}, {1, 0, 2}}, scores.confusion().orElseThrow());
    assertEquals(6.0 / 9, scores.accuracy(), 1e-12);
    double first = 2 * 3.0 / (4 + 4);
    double second = 2 * 1.0 / (2 + 2);
    double third = 2 * 2.0 / (3 + 3);
    assertEquals((first + second + third) / 3, scores.macroF1(), 1e-12);
  }

  @Test
  void classWithoutPredictionsHasF1OfZero() {
    Scores scores = scores(3, new int[] {0, 0, 1, 1, 2, 2}, new int[] {0, 0, 1, 1, 0, 1});
    assertEquals((2 * 2.0 / 5 + 2 * 2.0 / 5 + 0) / 3, scores.macroF1(), 1e-12);
  }

  @Test
  void macroF1WeightsClassesEqually() {
    Scores scores = scores(2, new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1});
    assertEquals((2 * 2.0 / 5 + 2 * 1.0 / 3) / 2, scores.macroF1(), 1e-12);
    assertArrayEquals(new int[][] {{2, 1}, {0, 1}}, scores.confusion().orElseThrow());
    assertEquals(0.75, scores.accuracy(), 1e-12);
  }

  /** A matrix of all classes would take 17 GB. */
  @Test
  void manyClassesHaveNoMatrix() {
    Scores scores = Scores.of(new int[] {0, 65_535, 7}, new int[] {0, 65_535, 8}, 65_536);
    assertEquals(Optional.empty(), scores.confusion());
    assertEquals(2 / 3.0, scores.accuracy());
    assertEquals(2 / 65_536.0, scores.macroF1());
    assertEquals(1000, Scores.of(new int[] {3}, new int[] {4}, 1000).confusion().orElseThrow().length);
  }

  private static Scores scores(int classes, int[] actual, int[] predicted) {
    float[][] predictions = new float[predicted.length][classes];
    for (int i = 0; i < predicted.length; i++) {
      for (int c = 0; c < classes; c++) {
        predictions[i][c] = c == predicted[i] ? 0.5f : -3 - c; // logits: neither positive nor summing to 1
      }
    }
    return Scores.of(predictions, FeatureSets.labeled(classes, actual));
  }
}
