package org.mae4j.data.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;

class EmbeddedSourceTest {
  /** Results of experiments are compared across machines and versions, so the images must not change. */
  private static final String DIGEST = "2815a23cd242044a416c4e64bd13d7edfb59871fa1a391c0e165240eb0fa1949";

  @Test
  void imagesHaveKnownDigest() {
    assertEquals(DIGEST, read(50, 10).train().digest());
  }

  @Test
  void classesAreBalancedAndSplitsDisjoint() {
    SourceSplits sets = read(2_000, 500);
    int[] expected = new int[10];
    Arrays.fill(expected, 200);
    assertArrayEquals(expected, sets.train().classCounts());
    Set<String> seen = new HashSet<>();
    addAll(sets.train(), seen);
    addAll(sets.test().orElseThrow(), seen);
    assertEquals(2_500, seen.size());
  }

  @Test
  void largerSetStartsWithSmallerSet() {
    ImageSet small = read(100, 10).train();
    ImageSet large = read(1_100, 10).train();
    assertEquals(small.digest(), large.subset(IntStream.range(0, 100).toArray()).digest());
  }

  private static SourceSplits read(int train, int test) {
    Choice source = new Choice("embedded", new EmbeddedSettings(train, test, 1));
    return new EmbeddedSource().read(DataConfigs.of(source, "", Scenes.SHAPE, 0.1, 0, 0, false, "#ffffff"),
        Decoding.QUIET);
  }

  private static void addAll(ImageSet images, Set<String> seen) {
    for (int i = 0; i < images.size(); i++) {
      seen.add(images.subset(new int[] {i}).digest());
    }
  }
}
