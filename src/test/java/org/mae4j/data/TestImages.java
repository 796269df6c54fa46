package org.mae4j.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.mae4j.config.ImageShape;

/** Makes small image files, CIFAR-10 files and image sets. */
public final class TestImages {
  private static final int CIFAR_PIXELS = 3 * 32 * 32;

  private TestImages() {}

  /** Writes an image of one color, 0xRRGGBB, with its top left pixel in another. */
  public static Path write(Path file, int width, int height, int topLeft, int rest) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x == 0 && y == 0 ? topLeft : rest);
      }
    }
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  /** Writes a file of CIFAR-10 records whose pixel values are {@code label · 10 + plane}. */
  public static Path writeCifar(Path file, int... labels) throws IOException {
    byte[] bytes = new byte[labels.length * (1 + CIFAR_PIXELS)];
    for (int record = 0; record < labels.length; record++) {
      int start = record * (1 + CIFAR_PIXELS);
      bytes[start] = (byte) labels[record];
      for (int i = 0; i < CIFAR_PIXELS; i++) {
        bytes[start + 1 + i] = (byte) (labels[record] * 10 + i / 1024);
      }
    }
    return Files.write(file, bytes);
  }

  /** Returns a set of 1 × 1 gray images, each with its index as pixel value. */
  static ImageSet numbered(int classes, int... labels) {
    byte[] pixels = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      pixels[i] = (byte) i;
    }
    var names = IntStream.range(0, classes).mapToObj(c -> "class" + c).toList();
    return new ImageSet(new ImageShape(1, 1, 1), names, pixels, labels);
  }

  /** Returns the pixel value of the image at {@code index} of a {@link #numbered} set or of a subset of it. */
  static int number(ImageSet images, int index) {
    float[] value = new float[1];
    images.copyTo(index, value, 0);
    return Math.round((value[0] + 1) * 127.5f);
  }
}
