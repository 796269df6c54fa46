package org.mae4j.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The first image of GIF files, which OpenCV does not decode. */
final class GifFrame {
  private GifFrame() {}

  /** Returns the image as a PNG file. */
  static byte[] png(byte[] gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    // In memory: ImageIO puts streams of its own into temporary files.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(in, true, true);
      return PngEncoding.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }
}
