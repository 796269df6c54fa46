package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.data.image.FormatFiles.FILES;
import static org.mae4j.data.image.FormatFiles.HEIGHT;
import static org.mae4j.data.image.FormatFiles.WIDTH;
import static org.mae4j.data.image.FormatFiles.assertColors;
import static org.mae4j.data.image.FormatFiles.reader;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;

/** Reads files whose colors are known, because the test drew them. */
class ImageFormatsTest {
  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void colorsAreThoseThatWereDrawn(String name) throws IOException {
    FittedImage image = reader(HEIGHT, WIDTH, ImageFit.EXACT, 0xFFFFFF).read(FILES.get(name));
    assertColors(image, WIDTH, HEIGHT, 0, 1, 2, 3);
    assertEquals(Set.of(), image.changes());
  }

  @ParameterizedTest
  @MethodSource("names")
  void grayIsTheLuma(String name) throws IOException {
    byte[] gray =
        new ImageFileReader(new ImageShape(HEIGHT, WIDTH, 1), ImageFit.EXACT, 0).read(FILES.get(name)).planes();
    int rgb = Photographs.COLORS[0];
    double luma = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    assertEquals(luma, Byte.toUnsignedInt(gray[WIDTH * 5 + 5]), name.contains("palette") ? 12 : 3);
  }

  @Test
  void anAnimationIsReadByItsFirstImage() throws IOException {
    byte[] still = FILES.get("webp");
    byte[] animated = Photographs.animated(still, WIDTH, HEIGHT);
    assertColors(reader(HEIGHT, WIDTH, ImageFit.EXACT, 0).read(animated), WIDTH, HEIGHT, 0, 1, 2, 3);
  }
}
