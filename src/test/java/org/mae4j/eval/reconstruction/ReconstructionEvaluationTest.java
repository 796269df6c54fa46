package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.eval.reconstruction.PatternModel.COUNT;
import static org.mae4j.eval.reconstruction.PatternModel.SIZE;
import static org.mae4j.eval.reconstruction.PatternModel.masked;
import static org.mae4j.eval.reconstruction.PatternModel.normalize;
import static org.mae4j.eval.reconstruction.PatternModel.patches;
import static org.mae4j.eval.reconstruction.PatternModel.withMasked;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.data.ImageSet;
import org.mae4j.testing.Tiny;

/** Compares errors with those that are computed by hand. */
class ReconstructionEvaluationTest {
  private final PatternModel model = new PatternModel();

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void errorsMatchManualValues() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    ReconstructionScores scores = model.score(false, images);
    double[] inMasked = new double[3];
    double[] all = new double[3];
    for (int image = 0; image < COUNT; image++) {
      boolean[] masked = masked(image);
      float[] patches = patches(images, image);
      for (int i = 0; i < patches.length; i++) {
        double error = Math.pow((patches[i] - model.pattern()[i % SIZE]) / 2, 2); // in units of [0, 1]
        all[i % 3] += error / (COUNT * 24);
        inMasked[i % 3] += masked[i / SIZE] ? error / (COUNT * 12) : 0;
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      ReconstructionScores.Errors errors = scores.channels().get(channel);
      assertEquals(inMasked[channel], errors.maskedMse(), 1e-6);
      assertEquals(all[channel], errors.mse(), 1e-6);
      assertEquals(inMasked[channel] / 2, errors.pastedMse(), 1e-6); // visible ones, here half, have none
      assertEquals(10 * Math.log10(1 / all[channel]), errors.psnr(), 1e-4);
      assertEquals(10 * Math.log10(1 / inMasked[channel]), errors.maskedPsnr(), 1e-4);
      assertEquals(10 * Math.log10(2 / inMasked[channel]), errors.pastedPsnr(), 1e-4);
    }
    assertEquals(Arrays.stream(inMasked).average().orElseThrow(), scores.all().maskedMse(), 1e-6);
    assertEquals(Arrays.stream(all).average().orElseThrow(), scores.all().mse(), 1e-6);
    assertTrue(scores.normalizedMaskedMse().isEmpty());
  }

  @Test
  void meanColorByHand() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    double expected = 0;
    for (int image = 0; image < COUNT; image++) {
      boolean[] masked = masked(image);
      float[] patches = patches(images, image);
      for (int channel = 0; channel < 3; channel++) {
        int[] values = IntStream.iterate(channel, i -> i < patches.length, i -> i + 3).toArray();
        double mean = Arrays.stream(values).filter(i -> !masked[i / SIZE]).mapToDouble(i -> patches[i]).average()
            .orElseThrow();
        expected += Arrays.stream(values).filter(i -> masked[i / SIZE])
            .mapToDouble(i -> Math.pow((patches[i] - mean) / 2, 2)).sum() / (COUNT * 3 * SIZE);
      }
    }
    try (Reconstructor reconstructor = model.reconstructor(false)) {
      ReconstructionBaselines baselines = new ReconstructionBaselines(reconstructor, images);
      ReconstructionEvaluation.score(reconstructor, images, baselines);
      assertEquals(expected, baselines.meanColor(), 1e-6);
    }
  }

  @Test
  void maskedErrorIgnoresVisiblePatches() {
    ReconstructionScores scores = model.score(false, withMasked(i -> model.bytes()[i]));
    assertEquals(0, scores.all().maskedMse(), 1e-14);
    assertEquals(0, scores.all().pastedMse(), 1e-14);
    assertTrue(scores.all().mse() > 0.01, "the visible ones are wrong: " + scores.all().mse());
  }

  @Test
  void normalizedErrorHasUnitOfTargets() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    double expected = 0;
    double[] bias = normalize(model.pattern());
    for (int image = 0; image < COUNT; image++) {
      float[] patches = patches(images, image);
      boolean[] masked = masked(image);
      for (int n = 0; n < 6; n++) {
        int start = n * SIZE;
        double[] target = normalize(IntStream.range(0, SIZE).mapToDouble(i -> patches[start + i]).toArray());
        for (int i = 0; i < SIZE && masked[n]; i++) {
          expected += Math.pow(bias[i] - target[i], 2) / (COUNT * 3 * SIZE);
        }
      }
    }
    assertEquals(expected, model.score(true, images).normalizedMaskedMse().orElseThrow(), 1e-5);
  }
}
