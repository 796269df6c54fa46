package org.mae4j.eval.reconstruction;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

/** A model that predicts the same pattern for every patch, so its errors are known: the weights of its head are 0. */
final class PatternModel implements AutoCloseable {
  static final int COUNT = 5;
  static final long MASK_SEED = 5;
  static final int SIZE = 12;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);
  private final int[] bytes = new Random(1).ints(SIZE, 0, 256).toArray();
  /** In [-1, 1]. */
  private final double[] pattern = Arrays.stream(bytes).mapToDouble(value -> value / 127.5 - 1).toArray();

  Parameters parameters() {
    return parameters;
  }

  /** Returns the pattern as pixels, in [0, 255]. */
  int[] bytes() {
    return bytes;
  }

  /** Returns the pattern as the model sees pixels, in [-1, 1]. */
  double[] pattern() {
    return pattern;
  }

  ReconstructionScores score(boolean normalized, ImageSet images) {
    try (Reconstructor reconstructor = reconstructor(normalized)) {
      return ReconstructionEvaluation.score(reconstructor, images);
    }
  }

  /** Returns what predicts the pattern, in the units of the model's targets. */
  Reconstructor reconstructor(boolean normalized) {
    Reconstructor reconstructor = new Reconstructor(parameters,
        Tiny.model(ModelConfig.PositionEmbedding.SINCOS, false, normalized), Tiny.IMAGE, MASK_SEED, Workers.of(2));
    double[] values = normalized ? normalize(pattern) : pattern;
    float[] bias = new float[SIZE];
    IntStream.range(0, SIZE).forEach(i -> bias[i] = (float) values[i]);
    parameters.get("decoder.head.weight").assign(0);
    HostCopy.write(bias, parameters.get("decoder.head.bias"));
    return reconstructor;
  }

  static double[] normalize(double[] patch) {
    double mean = Arrays.stream(patch).average().orElseThrow();
    double variance = Arrays.stream(patch).map(x -> (x - mean) * (x - mean)).sum() / (SIZE - 1);
    return Arrays.stream(patch).map(x -> (x - mean) / Math.sqrt(variance + 1e-6)).toArray();
  }

  /** Returns which patches of an image are masked. */
  static boolean[] masked(int image) {
    boolean[] masked = new boolean[6];
    Arrays.stream(new MaskGenerator(Tiny.model(), GRID, MASK_SEED).permutation(0, image)).skip(3)
        .forEach(n -> masked[n] = true);
    return masked;
  }

  /** Random images whose masked patches hold {@code values}, in [0, 255], by place in the patch. */
  static ImageSet withMasked(IntUnaryOperator values) {
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

  /** Returns the pixels of an image, patch by patch. */
  static float[] patches(ImageSet images, int image) {
    float[] pixels = new float[Tiny.IMAGE.size()];
    images.copyTo(image, pixels, 0);
    return GRID.patchify(pixels);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
