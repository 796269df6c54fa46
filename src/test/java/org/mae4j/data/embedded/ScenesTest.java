package org.mae4j.data.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenesTest {

  @Test
  void sceneDependsOnlyOnSeedSplitAndIndex() {
    byte[] scene = draw(1, "train", 40);
    assertArrayEquals(scene, draw(1, "train", 40));
    assertFalse(Arrays.equals(scene, draw(2, "train", 40)));
    assertFalse(Arrays.equals(scene, draw(1, "test", 40)));
    assertFalse(Arrays.equals(scene, draw(1, "train", 50)));
  }

  @Test
  void classesAlternate() {
    assertEquals(
        List.of("disc", "ring", "square", "triangle", "star", "cross", "crescent", "heart", "arrow", "pair"),
        Scenes.CLASSES);
    assertEquals(List.of(0, 9, 0, 3), IntStream.of(0, 9, 10, 23).map(Scenes::label).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource(Outline.class)
  void outlineAreaIsWithinBounds(Outline outline) {
    int inside = 0;
    int samples = 100;
    for (int i = 0; i < samples * samples; i++) {
      double x = 2.4 * (i % samples) / samples - 1.2;
      double y = 2.4 * (i / samples) / samples - 1.2;
      inside += outline.contains(x, y) ? 1 : 0;
    }
    double area = 2.4 * 2.4 * inside / (samples * samples);
    assertTrue(area > 0.8 && area < 2.7, outline + " has area " + area);
  }

  private static byte[] draw(long seed, String split, int index) {
    byte[] pixels = new byte[Scenes.SHAPE.size()];
    new Scenes(seed, split).draw(index, pixels, 0);
    return pixels;
  }
}
