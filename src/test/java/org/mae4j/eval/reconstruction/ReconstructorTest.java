package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.PlainModel;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

class ReconstructorTest {
  /** More images than a batch, and not a multiple of the batch size. */
  private static final ImageSet IMAGES = Tiny.images(Tiny.IMAGE, 37, 3, 1);
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final long MASK_SEED = 5;

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void putsPredictedPatchesInPlace() {
    ModelConfig config = Tiny.model(ModelConfig.PositionEmbedding.LEARNED, true, false);
    Reconstructor.Prediction[] predictions = predictions(config, IMAGES, 2);
    PlainModel plain = new PlainModel(parameters, config, GRID);
    MaskGenerator masking = new MaskGenerator(config, GRID, MASK_SEED);
    for (int image = 0; image < IMAGES.size(); image++) {
      int[] permutation = masking.permutation(0, image);
      int[] masked = Arrays.copyOfRange(permutation, 3, 6);
      double[][] expected = plain.predict(pixels(image), Arrays.copyOf(permutation, 3), masked);
      for (int n = 0; n < 6; n++) {
        int patch = n;
        assertEquals(Arrays.stream(masked).anyMatch(r -> r == patch), predictions[image].masked()[n]);
        assertArrayEquals(floats(expected[n]), Arrays.copyOfRange(predictions[image].patches(), n * 12, n * 12 + 12),
            1e-4f);
      }
    }
  }

  @Test
  void resultsDoNotDependOnThreads() {
    Reconstructor.Prediction[] one = predictions(Tiny.model(), IMAGES, 1);
    Reconstructor.Prediction[] three = predictions(Tiny.model(), IMAGES, 3);
    for (int image = 0; image < IMAGES.size(); image++) {
      assertArrayEquals(one[image].patches(), three[image].patches());
    }
  }

  @Test
  void reconstructsUnmaskedImages() {
    ModelConfig config = Tiny.withMaskRatio(Tiny.model(), 0);
    Reconstructor.Prediction[] predictions = predictions(config, IMAGES, 1);
    assertArrayEquals(new boolean[6], predictions[0].masked());
    int[] all = new MaskGenerator(config, GRID, MASK_SEED).permutation(0, 36);
    double[][] expected = new PlainModel(parameters, config, GRID).predict(pixels(36), all, new int[0]);
    assertArrayEquals(floats(Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray()),
        predictions[36].patches(), 1e-4f);
  }

  @Test
  void usesCurrentParametersInEachCall() {
    Tiny.perturb(prepared(Tiny.model()), 2);
    try (Reconstructor reconstructor =
        new Reconstructor(parameters, Tiny.model(), Tiny.IMAGE, MASK_SEED, Workers.of(1))) {
      Reconstructor.Prediction[] before = run(reconstructor, IMAGES);
      parameters.get("decoder.head.bias").addi(1);
      Reconstructor.Prediction[] after = run(reconstructor, IMAGES);
      assertFalse(Arrays.equals(before[0].patches(), after[0].patches()));
      assertEquals(before[0].patches()[0] + 1, after[0].patches()[0], 1e-6);
    }
  }

  private Reconstructor.Prediction[] predictions(ModelConfig config, ImageSet images, int threads) {
    if (parameters.names().isEmpty()) {
      Tiny.perturb(prepared(config), 2);
    }
    try (Reconstructor reconstructor =
        new Reconstructor(parameters, config, Tiny.IMAGE, MASK_SEED, Workers.of(threads))) {
      return run(reconstructor, images);
    }
  }

  /** Returns parameters that include those of the decoder. */
  private Parameters prepared(ModelConfig config) {
    MaskedAutoencoder.reconstruction(parameters, config, GRID, new MaskShape(1, 3, 3));
    return parameters;
  }

  private static Reconstructor.Prediction[] run(Reconstructor reconstructor, ImageSet images) {
    Reconstructor.Prediction[] predictions = new Reconstructor.Prediction[images.size()];
    reconstructor.run(images, (image, prediction) -> predictions[image] = prediction);
    return predictions;
  }

  private static float[] pixels(int image) {
    float[] pixels = new float[Tiny.IMAGE.size()];
    IMAGES.copyTo(image, pixels, 0);
    return pixels;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
    return floats;
  }
}
