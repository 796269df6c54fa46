package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;

class ImageSetTest {
  private static final ImageShape PAIR = new ImageShape(1, 2, 1);
  private static final List<String> CLASSES = List.of("cat", "dog");

  private final ImageSet images =
      new ImageSet(PAIR, CLASSES, new byte[] {0, (byte) 255, 51, 102}, new int[] {1, 0});

  @Test
  void pixelsAreScaledToMinusOneToOne() {
    float[] target = {9, 9, 9, 9};
    images.copyTo(0, target, 1);
    assertArrayEquals(new float[] {9, -1, 1, 9}, target);
    images.copyTo(1, target, 0);
    assertArrayEquals(new float[] {-0.6f, -0.2f, 1, 9}, target, 1e-6f);
  }

  @Test
  void subsetKeepsOrderAndMayRepeat() {
    ImageSet subset = images.subset(new int[] {1, 0, 1});
    float[] target = new float[2];
    subset.copyTo(2, target, 0);
    assertEquals(List.of(0, 1, 0), List.of(subset.label(0), subset.label(1), subset.label(2)));
    assertArrayEquals(new float[] {-0.6f, -0.2f}, target, 1e-6f);
    assertArrayEquals(new int[] {2, 1}, subset.classCounts());
  }

  @Test
  void digestDependsOnPixelsLabelsClassesAndShape() {
    byte[] pixels = {0, (byte) 255, 51, 102};
    int[] labels = {1, 0};
    String digest = images.digest();
    assertEquals(64, digest.length());
    assertEquals(digest, new ImageSet(PAIR, CLASSES, pixels, labels).digest());
    assertNotEquals(digest, new ImageSet(PAIR, CLASSES, new byte[] {1, (byte) 255, 51, 102}, labels).digest());
    assertNotEquals(digest, new ImageSet(PAIR, CLASSES, pixels, new int[] {0, 0}).digest());
    assertNotEquals(digest, new ImageSet(PAIR, List.of("cat", "cow"), pixels, labels).digest());
    assertNotEquals(digest, new ImageSet(new ImageShape(2, 1, 1), CLASSES, pixels, labels).digest());
  }

  /** The digests of version 0.1, which had at most 256 classes and a byte per label. */
  @Test
  void digestsOfLabeledImagesStayWhatTheyWere() {
    assertEquals("af8cac34f14a795c1621a9ad96638b628a835a11a3e3ed406cbd530a66333d4a", images.digest());
    assertNotEquals(images.digest(), images.withoutLabels().digest());
  }

  @Test
  void labelsOfManyClassesDiffer() {
    List<String> classes = IntStream.range(0, ImageSet.MAX_CLASSES).mapToObj(Integer::toString).toList();
    ImageSet low = new ImageSet(PAIR, classes, new byte[4], new int[] {0, 1});
    ImageSet high = new ImageSet(PAIR, classes, new byte[4], new int[] {256, 65_535});
    assertEquals(65_535, high.label(1));
    assertNotEquals(low.digest(), high.digest());
  }

  @Test
  void rejectsInconsistentLengthsAndLabels() {
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(PAIR, CLASSES, new byte[3], new int[2]));
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(PAIR, CLASSES, new byte[2], new int[] {2}));
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(PAIR, CLASSES, new byte[2], new int[] {-2}));
  }
}
