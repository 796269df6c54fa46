package org.mae4j.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes JPEG files with metadata as cameras write them. */
public final class JpegFiles {
  /** An orientation by which a decoder turns the image by 90°. */
  public static final byte[] ROTATED = exif(6);
  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final short SHORT = 3;
  private static final short LONG = 4;

  private JpegFiles() {}

  /** Returns an image of random pixels. @param side in pixels */
  public static byte[] noise(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, random.nextInt(1 << 24));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  public static byte[] exifWithThumbnail(byte[] thumbnail) {
    return exif(1, thumbnail);
  }

  /** Returns metadata with an orientation. */
  public static byte[] exif(int orientation) {
    return exif(orientation, new byte[0]);
  }

  /** Returns a TIFF structure: a directory with the orientation, and one with the thumbnail. */
  private static byte[] exif(int orientation, byte[] thumbnail) {
    int second = HEADER + 2 + ENTRY + 4;
    int image = second + 2 + 2 * ENTRY + 4;
    ByteBuffer tiff = ByteBuffer.allocate(image + thumbnail.length);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(HEADER);
    tiff.putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort(SHORT).putInt(1).putShort((short) orientation).putShort((short) 0);
    tiff.putInt(second);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0201).putShort(LONG).putInt(1).putInt(image);
    tiff.putShort((short) 0x0202).putShort(LONG).putInt(1).putInt(thumbnail.length);
    tiff.putInt(0);
    return tiff.put(thumbnail).array();
  }

  /** Returns {@code jpeg} with EXIF metadata after its start marker. */
  public static byte[] withExif(byte[] jpeg, byte[] exif) {
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + name.length + exif.length);
    file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (2 + name.length + exif.length));
    return file.put(name).put(exif).put(jpeg, 2, jpeg.length - 2).array();
  }
}
