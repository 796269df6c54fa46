package org.mae4j.plot.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.AttentionMap;
import org.mae4j.model.patch.PatchGrid;

class AttentionSheetTest {
  private static final ImageShape SHAPE = new ImageShape(4, 6, 3);
  private static final int SCALE = 16;
  private static final int CELL = 6 * SCALE + 4;
  private static final int TOP = 4 * 22;

  @Test
  void theStrongestPatchOfEachHeadIsYellow() {
    byte[] white = new byte[SHAPE.size()];
    Arrays.fill(white, (byte) 255);
    AttentionMap map = new AttentionMap(new float[][] {{0.9f, 0, 0, 0, 0, 0.1f}, {0, 0, 0, 0, 0.1f, 0.3f}});
    AttentionSheet sheet = new AttentionSheet(new ImageSet(SHAPE, List.of("a"), white, new int[1]), List.of(map),
        new PatchGrid(SHAPE, 2), "all patches");
    BufferedImage picture = sheet.draw("one image");
    assertEquals(Color.WHITE, color(picture, 0, 0));
    assertEquals(new Color(0xFFD84A), color(picture, 1, 0));
    assertEquals(new Color(0x241050), color(picture, 1, 1));
    assertEquals(new Color(0xFFD84A), color(picture, 2, 5));
    assertEquals(new Color(0x241050), color(picture, 2, 0));
    assertEquals(new Color(0xFFD84A), color(picture, 3, 0));
    assertTrue(color(picture, 3, 5).getRed() > color(picture, 3, 1).getRed());
  }

  /** Returns the color in the middle of a patch. */
  private static Color color(BufferedImage picture, int column, int patch) {
    int x = 4 + column * CELL + (patch % 3 * 2 + 1) * SCALE;
    return new Color(picture.getRGB(x, TOP + (patch / 3 * 2 + 1) * SCALE));
  }
}
