package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A head whose weights are 0 predicts its bias for every patch, so the errors are known. */
class ReconstructionEvaluationTest {
  private static final int COUNT = 5;
  private static final long MASK_SEED = 5;
  private static final int SIZE = 12;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);

  private final Random random = new Random(1);
  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);
  private final int[] patternBytes = random.ints(SIZE, 0, 256).toArray();
  /** In [-1, 1]. */
  private final double[] pattern = Arrays.stream(patternBytes).mapToDouble(value -> value / 127.5 - 1).toArray();

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void errorsMatchManualValues() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    ReconstructionScores scores = score(false, images);
    double[] inMasked = new double[3];
    double[] all = new double[3];
    for (int image = 0; image < COUNT; image++) {
      boolean[] masked = masked(image);
      float[] patches = patches(images, image);
      for (int i = 0; i < patches.length; i++) {
        double error = Math.pow((patches[i] - pattern[i % SIZE]) / 2, 2); // in units of [0, 1]
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
    try (Reconstructor reconstructor = reconstructor(false)) {
      ReconstructionBaselines baselines = new ReconstructionBaselines(reconstructor, images);
      ReconstructionEvaluation.score(reconstructor, images, baselines);
      assertEquals(expected, baselines.meanColor(), 1e-6);
    }
  }

  @Test
  void maskedErrorIgnoresVisiblePatches() {
    ReconstructionScores scores = score(false, withMasked(i -> patternBytes[i]));
    assertEquals(0, scores.all().maskedMse(), 1e-14);
    assertEquals(0, scores.all().pastedMse(), 1e-14);
    assertTrue(scores.all().mse() > 0.01, "the visible ones are wrong: " + scores.all().mse());
  }

  @Test
  void normalizedErrorHasUnitOfTargets() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    double expected = 0;
    double[] bias = normalize(pattern);
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
    assertEquals(expected, score(true, images).normalizedMaskedMse().orElseThrow(), 1e-5);
  }

  /** The drawing of a masked patch must not depend on its pixels. */
  @Test
  void drawingDoesNotUseMaskedPixels() {
    float[][] one = drawn(withMasked(i -> random.nextInt(256)));
    float[][] other = drawn(withMasked(i -> random.nextInt(256)));
    float[][] random = drawn(Tiny.images(Tiny.IMAGE, COUNT, 3, 2));
    for (int image = 0; image < COUNT; image++) {
      assertArrayEquals(one[image], other[image]);
      assertFalse(Arrays.equals(one[image], random[image]), "visible patches do matter");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void drawsWhatWasPredicted(int channels) {
    ImageShape shape = new ImageShape(4, 6, channels);
    ImageSet images = Tiny.images(shape, 2, 3, 1);
    try (Reconstructor reconstructor = new Reconstructor(parameters, Tiny.model(), shape, MASK_SEED, Workers.of(1))) {
      reconstructor.run(images, (i, prediction) -> assertArrayEquals(prediction.patches(),
          reconstructor.grid().patchify(ReconstructionEvaluation.pixels(reconstructor, images, i, prediction))));
    }
  }

  /**
   * A model whose first and last layers undo a normalization reconstructs the same pixels, so it has the same errors and
   * baselines; only the loss is in other units.
   */
  @Test
  void errorsAreInPixelsWhateverTheNormalization() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    PixelScale scale = new PixelScale(new NormalizeConfig(List.of(0.4, 0.5, 0.7), List.of(0.2, 0.3, 0.4)));
    try (Parameters scaled = new Parameters(DataType.FLOAT, 1, scale);
        Reconstructor expected = reconstructor(false);
        Reconstructor actual = new Reconstructor(scaled, Tiny.model(), Tiny.IMAGE, MASK_SEED, Workers.of(1))) {
      Tiny.perturb(parameters, 4);
      scaled.assign(parameters);
      undo(scale, scaled);
      ReconstructionBaselines baselines = new ReconstructionBaselines(actual, images);
      ReconstructionScores scores = ReconstructionEvaluation.score(actual, images, baselines);
      ReconstructionScores wanted = ReconstructionEvaluation.score(expected, images);
      double loss = 0;
      for (int c = 0; c < 3; c++) {
        assertEquals(wanted.channels().get(c).maskedMse(), scores.channels().get(c).maskedMse(), 1e-5);
        assertEquals(wanted.channels().get(c).pastedMse(), scores.channels().get(c).pastedMse(), 1e-5);
        loss += wanted.channels().get(c).maskedMse() / Math.pow(scale.config().deviation().get(c), 2) / 3;
      }
      assertEquals(loss, scores.loss(), 1e-4);
      ReconstructionBaselines symmetric = new ReconstructionBaselines(expected, images);
      ReconstructionEvaluation.score(expected, images, symmetric);
      assertEquals(symmetric.interpolation(), baselines.interpolation());
    }
  }

  /** Changes the layers so that they take and give values of {@code scale} for the same pixels. */
  private static void undo(PixelScale scale, Parameters parameters) {
    for (int i = 0; i < SIZE; i++) {
      float range = scale.range(i % 3);
      float shift = scale.toPixel(0, i % 3);
      INDArray row = parameters.get("encoder.embedding.weight").getRow(i);
      parameters.get("encoder.embedding.bias").addi(row.mul(shift));
      row.muli(range);
      parameters.get("decoder.head.weight").getColumn(i).divi(range);
      INDArray bias = parameters.get("decoder.head.bias");
      bias.putScalar(i, (bias.getFloat(i) - shift) / range);
    }
  }

  /** The statistics of a patch mix channels; with one mean and deviation they are the same for all of them. */
  @Test
  void normalizedTargetsFollowTheNormalization() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    PixelScale scale = new PixelScale(new NormalizeConfig(List.of(0.4, 0.4, 0.4), List.of(0.25, 0.25, 0.25)));
    ReconstructionScores expected = score(true, images);
    try (Parameters scaled = new Parameters(DataType.FLOAT, 1, scale);
        Reconstructor actual = new Reconstructor(scaled, Tiny.model(ModelConfig.PositionEmbedding.SINCOS, false, true),
            Tiny.IMAGE, MASK_SEED, Workers.of(1))) {
      scaled.assign(parameters);
      ReconstructionScores scores = ReconstructionEvaluation.score(actual, images);
      assertEquals(expected.loss(), scores.loss(), 1e-5);
      assertEquals(expected.all().maskedMse(), scores.all().maskedMse(), 1e-5);
    }
  }

  private float[][] drawn(ImageSet images) {
    float[][] drawn = new float[images.size()][];
    try (Reconstructor reconstructor = reconstructor(true)) {
      reconstructor.run(images, (image, prediction) -> drawn[image] =
          ReconstructionEvaluation.pixels(reconstructor, images, image, prediction));
    }
    return drawn;
  }

  private ReconstructionScores score(boolean normalized, ImageSet images) {
    try (Reconstructor reconstructor = reconstructor(normalized)) {
      return ReconstructionEvaluation.score(reconstructor, images);
    }
  }

  /** Predicts the pattern for every patch, in the units of the model's targets. */
  private Reconstructor reconstructor(boolean normalized) {
    Reconstructor reconstructor = new Reconstructor(parameters,
        Tiny.model(ModelConfig.PositionEmbedding.SINCOS, false, normalized), Tiny.IMAGE, MASK_SEED, Workers.of(2));
    double[] values = normalized ? normalize(pattern) : pattern;
    float[] bias = new float[SIZE];
    IntStream.range(0, SIZE).forEach(i -> bias[i] = (float) values[i]);
    parameters.get("decoder.head.weight").assign(0);
    HostCopy.write(bias, parameters.get("decoder.head.bias"));
    return reconstructor;
  }

  private static double[] normalize(double[] patch) {
    double mean = Arrays.stream(patch).average().orElseThrow();
    double variance = Arrays.stream(patch).map(x -> (x - mean) * (x - mean)).sum() / (SIZE - 1);
    return Arrays.stream(patch).map(x -> (x - mean) / Math.sqrt(variance + 1e-6)).toArray();
  }

  private static boolean[] masked(int image) {
    boolean[] masked = new boolean[6];
    Arrays.stream(new MaskGenerator(Tiny.model(), GRID, MASK_SEED).permutation(0, image)).skip(3)
        .forEach(n -> masked[n] = true);
    return masked;
  }

  /** Random images whose masked patches hold {@code values}, in [0, 255], by place in the patch. */
  private static ImageSet withMasked(IntUnaryOperator values) {
    ImageSet random = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    byte[] bytes = new byte[COUNT * Tiny.IMAGE.size()];
    for (int image = 0; image < COUNT; image++) {
      float[] patches = patches(random, image);
      for (int i = 0; i < patches.length; i++) {
        int value = masked(image)[i / SIZE] ? values.applyAsInt(i % SIZE) : Math.round((patches[i] + 1) * 127.5f);
        bytes[image * patches.length + GRID.pixel(i / SIZE, i % SIZE)] = (byte) value;
      }
    }
    return new ImageSet(Tiny.IMAGE, random.classNames(), bytes, new int[COUNT]);
  }

  private static float[] patches(ImageSet images, int image) {
    float[] pixels = new float[Tiny.IMAGE.size()];
    images.copyTo(image, pixels, 0);
    return GRID.patchify(pixels);
  }
}
