package org.mae4j.model.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;

/** Tests the built-in maskings and the checks of the generator. */
class MaskGeneratorTest {
  /** 8 rows and 6 columns. */
  private static final PatchGrid GRID = new PatchGrid(new ImageShape(16, 12, 3), 2);

  @ParameterizedTest
  @ValueSource(strings = {"random", "block", "grid"})
  void permutationsAreCompleteAndReproducible(String kind) {
    MaskGenerator generator = generator(kind, 0.75, GRID);
    for (int image = 0; image < 200; image++) {
      int[] permutation = generator.permutation(image % 3, image);
      assertArrayEquals(IntStream.range(0, 48).toArray(), Arrays.stream(permutation).sorted().toArray());
      assertArrayEquals(permutation, generator(kind, 0.75, GRID).permutation(image % 3, image));
    }
    assertFalse(Arrays.equals(generator.permutation(0, 1), generator.permutation(0, 2)));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.4", "0.6", "0.9", "0.97"})
  void blockMaskingWorksAtEveryRatio(double ratio) {
    for (int image = 0; image < 100; image++) {
      assertEquals(48, generator("block", ratio, GRID).permutation(0, image).length);
    }
  }

  /** Neighbors are masked together more often than under random masking. */
  @Test
  void blockMaskingMasksNeighborsTogether() {
    assertTrue(maskedPairs("block") > 1.3 * maskedPairs("random"));
  }

  @Test
  void gridKeepsOnePatchPerBlock() {
    for (int image = 0; image < 50; image++) {
      int[] visible = Arrays.copyOf(generator("grid", 0.75, GRID).permutation(1, image), 12);
      int[] blocks = Arrays.stream(visible).map(patch -> patch / 12 * 3 + patch % 6 / 2).sorted().toArray();
      assertArrayEquals(IntStream.range(0, 12).toArray(), blocks);
      int first = visible[0];
      assertTrue(Arrays.stream(visible).allMatch(patch -> patch / 6 % 2 == first / 6 % 2 && patch % 2 == first % 2));
    }
  }

  @Test
  void gridRejectsOddSidesAndOtherRatios() {
    PatchGrid odd = new PatchGrid(new ImageShape(6, 8, 3), 2);
    String message = assertThrows(UserException.class, () -> generator("grid", 0.75, odd)).getMessage();
    assertTrue(message.startsWith("model.masking = grid: keeps one patch of every 2×2 block"), message);
    List<InvalidConfigException.Problem> problems =
        new GridMasking().check(Tiny.withMaskRatio(Tiny.model(), 0.5), new NoSettings());
    assertEquals("maskRatio", problems.get(0).key());
    assertEquals(List.of(), new GridMasking().check(Tiny.withMaskRatio(Tiny.model(), 0.75), new NoSettings()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice", "short", "changing", "void"})
  void reportsMaskingThatBreaksItsContract(String kind) {
    String message = assertThrows(UserException.class, () -> generator(kind, 0.5, GRID)).getMessage();
    assertTrue(message.startsWith("model.masking = " + kind + ": org.mae4j.model.masking.MaskGeneratorTest$"), message);
  }

  @ParameterizedTest
  @CsvSource({"11, 16", "13, 16", "16, 16", "12, 15", "12, 17"})
  void aMaskHasTheNumberOfMaskedPatches(int masked, int patches) {
    boolean[] mask = new boolean[patches];
    Arrays.fill(mask, 0, masked, true);
    MaskRequest request = new MaskRequest(1, 0, 0, 4, 4, 4);
    assertEquals("model.masking: the masking strategy has to mask 12 of 16 patches, and masks " + masked + " of "
        + patches,
        assertThrows(UserException.class, () -> request.permutation(mask, new SplittableRandom(1))).getMessage());
  }

  /** Returns the number of horizontal neighbors that are both masked, at a mask ratio of 0.5. */
  private static long maskedPairs(String kind) {
    MaskGenerator generator = generator(kind, 0.5, GRID);
    return IntStream.range(0, 500).mapToLong(image -> {
      List<Integer> masked = Arrays.stream(generator.permutation(0, image)).skip(24).boxed().toList();
      return masked.stream().filter(patch -> patch % 6 < 5 && masked.contains(patch + 1)).count();
    }).sum();
  }

  private static MaskGenerator generator(String kind, double ratio, PatchGrid grid) {
    ModelConfig model = Tiny.withMaskRatio(Tiny.model(), ratio);
    Record settings = Extensions.get(Masking.class, kind).defaults();
    return new MaskGenerator(new ModelConfig(model.patch(), ratio, new Choice(kind, settings), model.encoder(),
        model.decoder(), model.positions(), model.classToken(), model.pooling(), model.normalizeTargets(),
        model.layerNormEpsilon()), grid, 7);
  }

  /** A masking that breaks the contract. */
  private abstract static class Faulty implements Masking {
    @Override
    public Record defaults() {
      return new NoSettings();
    }
  }

  /** Returns patch 0 twice. */
  public static final class Twice extends Faulty {
    @Override
    public String name() {
      return "twice";
    }

    @Override
    public int[] permutation(Record settings, MaskRequest request) {
      return new int[request.patches()];
    }
  }

  /** Returns the visible patches only. */
  public static final class TooShort extends Faulty {
    @Override
    public String name() {
      return "short";
    }

    @Override
    public int[] permutation(Record settings, MaskRequest request) {
      return IntStream.range(0, request.visible()).toArray();
    }
  }

  /** Returns no array. */
  public static final class Nothing extends Faulty {
    @Override
    public String name() {
      return "void";
    }

    @Override
    public int[] permutation(Record settings, MaskRequest request) {
      return null;
    }
  }

  /** Returns another permutation at each call. */
  public static final class Changing extends Faulty {
    private int calls;

    @Override
    public String name() {
      return "changing";
    }

    @Override
    public int[] permutation(Record settings, MaskRequest request) {
      calls++;
      return IntStream.range(0, request.patches()).map(i -> (i + calls) % request.patches()).toArray();
    }
  }
}
