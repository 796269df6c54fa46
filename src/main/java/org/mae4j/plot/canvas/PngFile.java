package org.mae4j.plot.canvas;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mae4j.base.file.DurableFile;

/** Writes PNG files. */
public final class PngFile {
  private PngFile() {}

  public static void write(BufferedImage image, Path file) throws IOException {
    DurableFile.write(file, bytes(image));
  }

  /** Returns the content of a PNG file. */
  public static byte[] bytes(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    }
    return bytes.toByteArray();
  }
}
