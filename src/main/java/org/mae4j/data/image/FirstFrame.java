package org.mae4j.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.mae4j.data.image.file.ImageFile;

/** The first image of files that Java decodes, because OpenCV does not or drops their transparency. */
final class FirstFrame {
  private FirstFrame() {}

  /** Returns the image as a PNG file. */
  static byte[] png(ImageFile file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(file.type().name().toLowerCase(Locale.ROOT)).next();
    // In memory: ImageIO puts streams of its own into temporary files.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.content()))) {
      reader.setInput(in, true, true);
      return PngEncoding.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }
}
