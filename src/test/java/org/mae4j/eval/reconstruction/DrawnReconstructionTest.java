package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mae4j.eval.reconstruction.PatternModel.COUNT;
import static org.mae4j.eval.reconstruction.PatternModel.MASK_SEED;
import static org.mae4j.eval.reconstruction.PatternModel.withMasked;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.testing.Tiny;

/** Tests the pixels that are drawn of a reconstruction. */
class DrawnReconstructionTest {
  private final Random random = new Random(2);
  private final PatternModel model = new PatternModel();

  @AfterEach
  void close() {
    model.close();
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

  private float[][] drawn(ImageSet images) {
    float[][] drawn = new float[images.size()][];
    try (Reconstructor reconstructor = model.reconstructor(true)) {
      reconstructor.run(images, (image, prediction) -> drawn[image] =
          ReconstructionEvaluation.pixels(reconstructor, images, image, prediction));
    }
    return drawn;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void drawsWhatWasPredicted(int channels) {
    ImageShape shape = new ImageShape(4, 6, channels);
    ImageSet images = Tiny.images(shape, 2, 3, 1);
    try (Reconstructor reconstructor =
        new Reconstructor(model.parameters(), Tiny.model(), shape, MASK_SEED, Workers.of(1))) {
      reconstructor.run(images, (i, prediction) -> assertArrayEquals(prediction.patches(),
          reconstructor.grid().patchify(ReconstructionEvaluation.pixels(reconstructor, images, i, prediction))));
    }
  }
}
