package org.mae4j.model.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;

class RandomMaskingTest {
  private static final int PATCHES = 16;
  private static final int VISIBLE = 4;

  private final MaskGenerator masking = generator(3);

  @ParameterizedTest
  @CsvSource({"64, 0.75, 16", "256, 0.75, 64", "64, 0.9, 6", "64, 0, 64", "10, 0.75, 2", "6, 0.5, 3"})
  void computesVisiblePatchesFromMaskRatio(int patches, double ratio, int visible) {
    MaskShape mask = MaskShape.of(2, Tiny.withMaskRatio(Tiny.model(), ratio), grid(patches));
    assertEquals(visible, mask.visible());
    assertEquals(patches - visible, mask.masked());
  }

  @Test
  void rejectsRatioWithoutVisiblePatches() {
    assertThrows(IllegalArgumentException.class, () -> MaskShape.of(2, Tiny.withMaskRatio(Tiny.model(), 0.9), grid(4)));
  }

  @Test
  void visibleAndMaskedPatchesCoverTheImageOnce() {
    int[] visible = new int[2 * VISIBLE];
    int[] masked = new int[2 * (PATCHES - VISIBLE)];
    for (int draw = 0; draw < 500; draw++) {
      masking.write(masking.permutation(draw % 7, draw), 1, visible, masked);
      IntStream together = IntStream.concat(Arrays.stream(visible, VISIBLE, 2 * VISIBLE),
          Arrays.stream(masked, PATCHES - VISIBLE, masked.length));
      assertArrayEquals(IntStream.range(0, PATCHES).toArray(), together.sorted().toArray());
    }
    assertArrayEquals(new int[VISIBLE], Arrays.copyOf(visible, VISIBLE), "only the second row was written");
  }

  @Test
  void maskDependsOnSeedEpochAndImage() {
    int[] mask = masking.permutation(1, 2);
    assertArrayEquals(mask, generator(3).permutation(1, 2));
    assertFalse(Arrays.equals(mask, generator(4).permutation(1, 2)));
    assertFalse(Arrays.equals(mask, masking.permutation(2, 2)));
    assertFalse(Arrays.equals(mask, masking.permutation(1, 3)));
    assertFalse(Arrays.equals(masking.permutation(0, 1), masking.permutation(1, 0)));
  }

  @Test
  void orderDoesNotDependOnNumberOfVisiblePatches() {
    assertArrayEquals(masking.permutation(1, 2),
        new RandomMasking().permutation(new NoSettings(), new MaskRequest(3, 1, 2, 4, 4, 9)));
  }

  /**
   * Chi-square statistic of the position of each patch. The 16 × 16 counts have 15 · 15 degrees of freedom, so the
   * statistic has a mean of 225 and a standard deviation of 21. A value of 5 standard deviations above the mean has a
   * probability of about one in a million.
   */
  @Test
  void everyPatchIsEquallyLikelyAtEveryPosition() {
    int draws = 20_000;
    int[][] counts = new int[PATCHES][PATCHES];
    for (int image = 0; image < draws; image++) {
      int[] permutation = masking.permutation(image % 10, image);
      for (int place = 0; place < PATCHES; place++) {
        counts[place][permutation[place]]++;
      }
    }
    assertChiSquare(counts, (double) draws / PATCHES, 15 * 15);
  }

  /** Apart from their fixed number, patches are masked independently: every pair is equally frequent. */
  @Test
  void everyPairIsVisibleEquallyOften() {
    int draws = 40_000;
    int[][] counts = new int[1][PATCHES * (PATCHES - 1) / 2];
    for (int image = 0; image < draws; image++) {
      int[] kept = Arrays.stream(masking.permutation(0, image)).limit(VISIBLE).sorted().toArray();
      for (int a = 0; a < VISIBLE; a++) {
        for (int b = a + 1; b < VISIBLE; b++) {
          counts[0][kept[b] * (kept[b] - 1) / 2 + kept[a]]++;
        }
      }
    }
    assertChiSquare(counts, draws * 6.0 / counts[0].length, counts[0].length - 1);
  }

  @Test
  void rejectsCountsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new MaskRequest(1, 0, 0, 4, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> new MaskRequest(1, 0, 0, 4, 4, 17));
    MaskRequest tooMany = new MaskRequest(1, 0, 0, 1, 65_537, 1);
    assertThrows(UserException.class, () -> new RandomMasking().permutation(new NoSettings(), tooMany));
  }

  /** A quarter of the 16 patches stays visible. */
  private static MaskGenerator generator(long seed) {
    return new MaskGenerator(Tiny.withMaskRatio(Tiny.model(), 0.75), grid(PATCHES), seed);
  }

  private static PatchGrid grid(int patches) {
    return new PatchGrid(new ImageShape(2, 2 * patches, 3), 2);
  }

  private static void assertChiSquare(int[][] counts, double expected, int freedom) {
    double statistic = Arrays.stream(counts).flatMapToInt(Arrays::stream)
        .mapToDouble(count -> (count - expected) * (count - expected) / expected).sum();
    double distance = (statistic - freedom) / Math.sqrt(2.0 * freedom);
    assertTrue(Math.abs(distance) < 5, "chi-square " + statistic + " for " + freedom + " degrees of freedom");
  }
}
