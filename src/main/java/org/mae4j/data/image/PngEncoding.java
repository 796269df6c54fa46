package org.mae4j.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files in memory, through which images of Java reach OpenCV with the same values as images in files. */
final class PngEncoding {
  private PngEncoding() {}

  /** Returns an image as a PNG file, with little compression. */
  static byte[] of(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    // In memory: ImageIO puts streams of its own into temporary files.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageWriteParam fast = writer.getDefaultWriteParam();
      fast.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      fast.setCompressionQuality(1);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), fast);
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }
}
