package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.TestImages;

/** Tests that truncated files are refused, and that transparent images are read as they look. */
class ImageFileReaderTest {
  @TempDir
  private Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTruncatedJpegIsFoundWhereverItEnds(boolean thumbnail) throws IOException {
    ImageShape large = new ImageShape(64, 64, 3);
    byte[] whole = JpegFiles.noise(64);
    byte[] file = thumbnail ? JpegFiles.withExif(whole, JpegFiles.exifWithThumbnail(JpegFiles.noise(16))) : whole;
    ImageFileReader reader = ImageFileReader.of(config(large));
    assertEquals(large.size(), reader.read(file).planes().length);
    int start = file.length - whole.length;
    for (int end = start + 700; end < file.length; end += 97) {
      byte[] cut = Arrays.copyOf(file, end);
      assertEquals("JPEG file is truncated", refusal(reader, cut), "ends at " + end);
      byte[] closed = Arrays.copyOf(file, end + 2);
      closed[end] = (byte) 0xFF;
      closed[end + 1] = (byte) 0xD9;
      assertEquals("JPEG file is truncated", refusal(reader, closed), "ends at " + end + ", with an end marker");
      byte[] zeros = Arrays.copyOf(cut, file.length);
      assertEquals("JPEG file is truncated", refusal(reader, zeros), "zeros from " + end);
    }
    assertEquals("JPEG file is truncated", refusal(reader, Arrays.copyOf(file, file.length - 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
  void otherTruncatedFilesAreUnreadable(String format) throws IOException {
    byte[] whole = Files.readAllBytes(TestImages.write(dir.resolve("whole." + format), 64, 64, 0, 0x123456));
    ImageFileReader reader = ImageFileReader.of(config(new ImageShape(64, 64, 3)));
    assertEquals(3 * 64 * 64, reader.read(whole).planes().length);
    for (double share : List.of(0.2, 0.5, 0.8)) {
      assertNotEquals("", refusal(reader, Arrays.copyOf(whole, (int) (share * whole.length))), format + " " + share);
    }
  }

  @ParameterizedTest
  @CsvSource({"png, 3", "png, 1", "gif, 3", "tiff, 3"})
  void imagesThatLookTheSameAreTheSame(String format, int channels) throws IOException {
    ImageShape shape = new ImageShape(4, 6, channels);
    ImageFileReader reader = ImageFileReader.of(config(shape));
    byte[] white = reader.read(transparent(format, 0x00FFFFFF)).planes();
    assertArrayEquals(white, reader.read(transparent(format, 0x00204060)).planes());
    assertArrayEquals(new byte[] {(byte) 0xFF}, Arrays.copyOf(white, 1));
    assertNotEquals(white[0], reader.read(transparent(format, 0xFF204060)).planes()[0]);
  }

  @Test
  void transparentPixelsHaveTheBackground() throws IOException {
    DataConfig red =
        DataConfigs.of(Choice.of("folder"), dir.toString(), new ImageShape(4, 6, 3), 0.1, 0, 0, false, "#ff8040");
    byte[] half = ImageFileReader.of(red).read(transparent("png", 0x80000000)).planes();
    assertEquals(List.of(127, 64, 32), List.of(half[0] & 0xFF, half[24] & 0xFF, half[48] & 0xFF));
  }

  /** Returns an image of one color, 0xAARRGGBB, with a black corner: not all encoders know images without a color. */
  private static byte[] transparent(String format, int color) throws IOException {
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 24; i++) {
      image.setRGB(i % 6, i / 6, i == 23 ? 0xFF000000 : color);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static String refusal(ImageFileReader reader, byte[] file) {
    try {
      reader.read(file);
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private DataConfig config(ImageShape shape) {
    return DataConfigs.of(Choice.of("folder"), dir.toString(), shape, ImageFit.EXACT, false);
  }
}
