package org.mae4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

class FeaturesTest {
  /** More images than a batch, and not a multiple of the batch size. */
  private static final ImageSet IMAGES = Tiny.images(Tiny.IMAGE, 70, 3, 1);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void dependOnlyOnImage() {
    float[][] rows = Features.encoded(parameters, Tiny.model(), IMAGES, Workers.of(1)).rows();
    assertArrayEquals(rows, Features.encoded(parameters, Tiny.model(), IMAGES, Workers.of(3)).rows());
    float[][] some = Features.encoded(parameters, Tiny.model(), IMAGES.subset(new int[] {69, 3}), Workers.of(1)).rows();
    assertArrayEquals(rows[69], some[0], 1e-6f); // in another row of its batch a product is summed in another order
    assertArrayEquals(rows[3], some[1], 1e-6f);
    assertFalse(Arrays.equals(rows[69], rows[3]));
  }

  @Test
  void keepOrderOfImages() {
    Features features = Features.encoded(parameters, Tiny.model(), IMAGES, Workers.of(1));
    assertEquals(70, features.rows().length);
    assertEquals(8, features.width());
    assertEquals(IMAGES.digest(), features.images().digest());
  }

  @Test
  void rawPixelFeaturesEqualImages() {
    Features features = Features.pixels(IMAGES);
    float[] last = new float[Tiny.IMAGE.size()];
    IMAGES.copyTo(69, last, 0);
    assertArrayEquals(last, features.rows()[69]);
  }

  /** With weights of 0, the bias selects the class of every image, also if it changes between two evaluations. */
  @Test
  void scoresPresentClassifier() {
    try (ClassifierEvaluation evaluation =
        new ClassifierEvaluation(parameters, Tiny.model(), IMAGES.shape(), 3, Workers.of(2))) {
      evaluation.score(IMAGES);
      parameters.get("classifier.weight").assign(0);
      for (int selected = 0; selected < 3; selected++) {
        float[] bias = new float[3];
        bias[selected] = 1;
        HostCopy.write(bias, parameters.get("classifier.bias"));
        Scores scores = evaluation.score(IMAGES);
        assertEquals(IMAGES.classCounts()[selected] / 70.0, scores.accuracy(), 1e-12);
        assertEquals(IMAGES.classCounts()[0], scores.confusion().orElseThrow()[0][selected]);
      }
    }
  }
}
