package org.mae4j.data.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.DataConfig.EmbeddedConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.ImageSets;
import org.mae4j.data.SourceSets;

class EmbeddedDataTest {
  /** Experiments compare figures across machines and versions: the images may not change unnoticed. */
  private static final String DIGEST = "2815a23cd242044a416c4e64bd13d7edfb59871fa1a391c0e165240eb0fa1949";

  @Test
  void imagesAreTheSameEverywhere() {
    assertEquals(DIGEST, EmbeddedData.read(new EmbeddedConfig(50, 10, 1)).train().digest());
  }

  @Test
  void classesAreBalancedAndSplitsDisjoint() {
    SourceSets sets = EmbeddedData.read(new EmbeddedConfig(2_000, 500, 1));
    int[] expected = new int[10];
    Arrays.fill(expected, 200);
    assertArrayEquals(expected, sets.train().classCounts());
    Set<String> seen = new HashSet<>();
    addAll(sets.train(), seen);
    addAll(sets.test(), seen);
    assertEquals(2_500, seen.size());
  }

  @Test
  void aLargerSetBeginsWithTheSmallerOne() {
    ImageSet small = EmbeddedData.read(new EmbeddedConfig(100, 10, 1)).train();
    ImageSet large = EmbeddedData.read(new EmbeddedConfig(1_100, 10, 1)).train();
    assertEquals(small.digest(), large.subset(IntStream.range(0, 100).toArray()).digest());
  }

  @Test
  void readerStartsAgainAfterReset() {
    try (EmbeddedRecordReader reader = new EmbeddedRecordReader(1, "train", 30)) {
      String digest = ImageSets.read(reader, Scenes.SHAPE, 30).digest();
      reader.reset();
      assertTrue(reader.resetSupported());
      reader.next();
      reader.reset();
      assertEquals(digest, ImageSets.read(reader, Scenes.SHAPE, 30).digest());
    }
  }

  private static void addAll(ImageSet images, Set<String> seen) {
    for (int i = 0; i < images.size(); i++) {
      seen.add(images.subset(new int[] {i}).digest());
    }
  }
}
