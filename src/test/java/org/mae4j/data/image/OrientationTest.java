package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.data.image.FormatFiles.FILES;
import static org.mae4j.data.image.FormatFiles.HEIGHT;
import static org.mae4j.data.image.FormatFiles.RGB;
import static org.mae4j.data.image.FormatFiles.WIDTH;
import static org.mae4j.data.image.FormatFiles.assertColors;
import static org.mae4j.data.image.FormatFiles.reader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.config.ImageFit;

/** Reads files with each of the eight orientations of EXIF. */
class OrientationTest {
  private static final BufferedImage ARGB = Photographs.draw(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
  /** Quarters of the upright image by orientation: which stored quarter is at the top left, top right and so on. */
  private static final int[][] TURNED = {{0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 2, 1, 3},
      {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}};
  /** Bytes of metadata up to the end of the first directory. */
  private static final int FIRST_DIRECTORY = 22;

  static Stream<Integer> orientations() {
    return IntStream.rangeClosed(1, 8).boxed();
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void orientationIsApplied(int orientation) throws IOException {
    byte[] exif = JpegFiles.exif(orientation);
    Map<String, byte[]> files = Map.of(
        "jpeg", JpegFiles.withExif(FILES.get("jpeg"), exif),
        "jpeg of inks", JpegFiles.withExif(FILES.get("jpeg of inks"), exif),
        "png", Photographs.withChunk(FILES.get("png"), "eXIf", exif),
        "png with alpha", Photographs.withChunk(Photographs.encode(ARGB, "png"), "eXIf", exif),
        "webp", Photographs.withExif(FILES.get("webp"), WIDTH, HEIGHT, false, exif),
        "webp with alpha", Photographs.withExif(FILES.get("webp with alpha"), WIDTH, HEIGHT, true, exif),
        "webp with the prefix of JPEG files", Photographs.withExif(FILES.get("webp"), WIDTH, HEIGHT, false,
            ArrayUtils.addAll(new byte[] {'E', 'x', 'i', 'f', 0, 0}, exif)),
        "jpeg whose thumbnail is cut off", JpegFiles.withExif(FILES.get("jpeg"), Arrays.copyOf(exif, FIRST_DIRECTORY)),
        "tiff", Photographs.tiff(RGB, orientation, 8),
        "tiff of 16 bits", Photographs.tiff(RGB, orientation, 16));
    int width = orientation > 4 ? HEIGHT : WIDTH;
    int height = orientation > 4 ? WIDTH : HEIGHT;
    ImageFileReader reader = reader(height, width, ImageFit.EXACT, 0);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      try {
        FittedImage image = reader.read(file.getValue());
        assertColors(image, width, height, TURNED[orientation - 1]);
        assertEquals(orientation != 1, image.turned());
      } catch (IOException | AssertionError e) {
        throw new AssertionError(file.getKey(), e);
      }
    }
  }
}
