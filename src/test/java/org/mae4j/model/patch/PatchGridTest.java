package org.mae4j.model.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ImageShape;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

class PatchGridTest {

  @ParameterizedTest
  @CsvSource({"4, 6, 3, 2", "6, 4, 1, 2", "8, 8, 3, 4", "4, 4, 1, 4", "3, 5, 3, 1"})
  void unpatchifyInvertsPatchify(int height, int width, int channels, int patch) {
    ImageShape shape = new ImageShape(height, width, channels);
    PatchGrid grid = new PatchGrid(shape, patch);
    float[] image = Tiny.values(Tiny.images(shape, 1, 2, 1));
    assertArrayEquals(image, image(grid, grid.patchify(image)));
    assertArrayEquals(image, grid.patchify(image(grid, image)));
  }

  @ParameterizedTest
  @CsvSource({"4, 6, 3, 2", "6, 4, 1, 2", "8, 8, 3, 4", "4, 4, 1, 4", "3, 5, 3, 1"})
  void graphPatchifyMatchesJava(int height, int width, int channels, int patch) {
    ImageShape shape = new ImageShape(height, width, channels);
    PatchGrid grid = new PatchGrid(shape, patch);
    SameDiff sameDiff = SameDiff.create();
    SDVariable images = sameDiff.placeHolder("images", DataType.FLOAT, 2, channels, height, width);
    grid.patchify(images, 2).rename("patches");
    try (GraphPlan plan = GraphPlan.forward(sameDiff, "patches")) {
      float[] pixels = Tiny.values(Tiny.images(shape, 2, 2, 1));
      HostCopy.write(pixels, plan.placeholder("images"));
      plan.run();
      float[] patches = new float[pixels.length];
      HostCopy.read(plan.output("patches"), patches);
      for (int image = 0; image < 2; image++) {
        assertArrayEquals(grid.patchify(part(pixels, image, shape)), part(patches, image, shape));
      }
    }
  }

  @Test
  void patchesAreInRowOrderWithChannelsInnermost() {
    float[] image = new float[2 * 4 * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = i; // 8 per channel, 4 per row
    }
    assertArrayEquals(new float[] {
        0, 8, 16, 1, 9, 17, 4, 12, 20, 5, 13, 21,
        2, 10, 18, 3, 11, 19, 6, 14, 22, 7, 15, 23},
        new PatchGrid(new ImageShape(2, 4, 3), 2).patchify(image));
  }

  @Test
  void countsPatches() {
    PatchGrid grid = new PatchGrid(new ImageShape(4, 12, 3), 2);
    assertEquals(2, grid.rows());
    assertEquals(6, grid.columns());
    assertEquals(12, grid.patches());
    assertEquals(12, grid.patchSize());
  }

  @Test
  void rejectsPatchThatDoesNotDivideImage() {
    assertThrows(IllegalArgumentException.class, () -> new PatchGrid(new ImageShape(4, 6, 3), 4));
    assertThrows(IllegalArgumentException.class, () -> new PatchGrid(new ImageShape(6, 4, 3), 4));
  }

  private static float[] image(PatchGrid grid, float[] patches) {
    float[] image = new float[patches.length];
    grid.unpatchify(patches, image);
    return image;
  }

  private static float[] part(float[] values, int image, ImageShape shape) {
    return Arrays.copyOfRange(values, image * shape.size(), (image + 1) * shape.size());
  }
}
