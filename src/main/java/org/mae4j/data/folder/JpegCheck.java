package org.mae4j.data.folder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Finds JPEG files that end before their image does. OpenCV fills the missing part with gray and says nothing; the
 * decoder of the JDK warns.
 */
final class JpegCheck {
  private static final int START = 0xFFD8;

  private JpegCheck() {}

  /** @throws IOException if {@code file} is a JPEG file and truncated */
  static void requireComplete(byte[] file) throws IOException {
    if (isJpeg(file) && isTruncated(file)) {
      throw new IOException("JPEG file is truncated");
    }
  }

  static boolean isJpeg(byte[] file) {
    return file.length > 1 && (Byte.toUnsignedInt(file[0]) << 8 | Byte.toUnsignedInt(file[1])) == START;
  }

  private static boolean isTruncated(byte[] file) throws IOException {
    AtomicBoolean truncated = new AtomicBoolean();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> truncated
          .compareAndSet(false, warning.startsWith("Truncated File") || warning.contains("premature end")));
      reader.readRaster(0, null);
    } catch (IOException | RuntimeException undecodable) {
      // OpenCV decides about files that are not truncated: it decodes some kinds that this decoder does not know.
      return truncated.get();
    } finally {
      reader.dispose();
    }
    return truncated.get();
  }
}
