package org.mae4j.data.pixel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.testing.Tiny;

class PixelScaleTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 3);
  private static final ImageSet IMAGES = Tiny.images(SHAPE, 5, 2, 1);
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};
  private static final PixelScale SCALE =
      new PixelScale(new NormalizeConfig(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));

  @Test
  void pixelsOfABatchAreStandardizedByChannel() {
    float[] values = new Batches(IMAGES, 5).pixels(0, SCALE);
    float[] pixels = Tiny.values(IMAGES);
    for (int i = 0; i < values.length; i++) {
      int channel = i / 6 % 3;
      double pixel = (pixels[i] + 1) / 2.0;
      assertEquals((pixel - MEAN[channel]) / DEVIATION[channel], values[i], 1e-6);
      assertEquals(values[i], SCALE.toModel(pixels[i], channel));
      assertEquals(pixels[i], SCALE.toPixel(values[i], channel), 1e-6);
    }
  }

  @Test
  void withoutMeansPixelsKeepTheirBits() {
    float[] pixels = Tiny.values(IMAGES);
    assertArrayEquals(pixels, new Batches(IMAGES, 5).pixels(0, PixelScale.SYMMETRIC), 0);
    PixelScale half = new PixelScale(new NormalizeConfig(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
    assertArrayEquals(pixels, new Batches(IMAGES, 5).pixels(0, half), 0);
  }
}
