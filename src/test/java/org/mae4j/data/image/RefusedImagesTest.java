package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mae4j.data.image.FormatFiles.FILES;
import static org.mae4j.data.image.FormatFiles.HEIGHT;
import static org.mae4j.data.image.FormatFiles.WIDTH;
import static org.mae4j.data.image.FormatFiles.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.config.ImageFit;

/** Reads files that end early or promise too many pixels. */
class RefusedImagesTest {
  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileThatEndsEarlyIsRefused(String name) {
    byte[] whole = FILES.get(name);
    ImageFileReader reader = reader(HEIGHT, WIDTH, ImageFit.CROP, 0);
    for (int length = 1; length < whole.length; length += Math.max(1, whole.length / 61)) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> reader.read(cut), name + " of " + cut.length + "/" + whole.length);
    }
    byte[] last = Arrays.copyOf(whole, whole.length - 1);
    boolean padding = name.startsWith("tiff") && !name.contains("16") && !name.contains("hand");
    if (!padding) {
      assertThrows(IOException.class, () -> reader.read(last));
    }
  }

  /** Files of some hundred bytes whose headers promise more than a gigapixel. */
  @Test
  void aSizeOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
    int side = 0xEA60;
    byte[] webp = Photographs.withExif(FILES.get("webp"), side, side, false, JpegFiles.exif(1));
    Map<String, byte[]> bombs = Map.of("webp", webp, "bmp",
        little(FILES.get("bmp")).putInt(18, side).putInt(22, side).putInt(30, 1).putInt(34, 9).array(),
        "png", ByteBuffer.wrap(FILES.get("png").clone()).putInt(16, side).putInt(20, side).array(),
        "tiff", little(FILES.get("tiff by hand")).putInt(18, side).putInt(30, side).array(),
        "gif", withSize(FILES.get("gif"), new byte[] {0x2C, 0, 0, 0, 0}, 0, side),
        "jpeg", withSize(FILES.get("jpeg"), new byte[] {-1, (byte) 0xC0}, 3, 0xEAEA));
    for (Map.Entry<String, byte[]> bomb : bombs.entrySet()) {
      String message = assertThrows(IOException.class,
          () -> reader(8, 8, ImageFit.CROP, 0).read(bomb.getValue())).getMessage();
      String size = bomb.getKey().equals("jpeg") ? "60138×60138" : "60000×60000";
      assertEquals("image has " + size + " pixels; at most 200 million are read", message, bomb.getKey());
    }
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns a file with a size of 16 bits each some bytes after the first place where it has {@code mark}. */
  private static byte[] withSize(byte[] file, byte[] mark, int gap, int side) {
    int at = 0;
    while (!Arrays.equals(file, at, at + mark.length, mark, 0, mark.length)) {
      at++;
    }
    return little(file).putShort(at + mark.length + gap, (short) side)
        .putShort(at + mark.length + gap + 2, (short) side)
        .array();
  }
}
