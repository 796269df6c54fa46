package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

class ImageSetIteratorTest {
  private final ImageSet images = new ImageSet(new ImageShape(1, 2, 1), List.of("cat", "dog"),
      new byte[] {0, (byte) 255, 51, 102, (byte) 204, (byte) 153}, new byte[] {1, 0, 1});

  @Test
  void batchesAreScaledRowsAndOneHotLabelsAndTheLastIsWhatIsLeft() {
    ImageSetIterator iterator = new ImageSetIterator(images, 2);
    DataSet first = iterator.next();
    assertArrayEquals(new float[][] {{-1, 1}, {-0.6f, -0.2f}}, rounded(first));
    assertArrayEquals(new float[][] {{0, 1}, {1, 0}}, first.getLabels().toFloatMatrix());
    DataSet last = iterator.next();
    assertArrayEquals(new float[][] {{0.6f, 0.2f}}, rounded(last));
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
    iterator.reset();
    assertEquals(2, iterator.next().numExamples());
  }

  @Test
  void preProcessorIsApplied() {
    ImageSetIterator iterator = new ImageSetIterator(images, 3);
    NormalizerStandardize standardize = new NormalizerStandardize();
    standardize.fit(iterator);
    iterator.reset();
    iterator.setPreProcessor(standardize);
    assertEquals(0, iterator.next().getFeatures().mean(0).getFloat(0), 1e-6);
  }

  private static float[][] rounded(DataSet data) {
    float[][] rows = data.getFeatures().toFloatMatrix();
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.round(row[i] * 1000) / 1000f;
      }
    }
    return rows;
  }
}
