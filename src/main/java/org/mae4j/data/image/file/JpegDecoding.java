package org.mae4j.data.image.file;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The decoder of the JDK. It warns of JPEG files that end before their image does: OpenCV fills the missing part with
 * gray and says nothing.
 */
final class JpegDecoding {
  /** Only every 16th row and column is stored; all are decoded. */
  private static final int STEP = 16;

  private JpegDecoding() {}

  static boolean isTruncated(byte[] file) {
    AtomicBoolean truncated = new AtomicBoolean();
    try {
      read(file, STEP, (source, warning) -> truncated
          .compareAndSet(false, warning.startsWith("Truncated File") || warning.contains("premature end")));
    } catch (IOException | RuntimeException undecodable) {
      // OpenCV decides about files that are not truncated: it decodes some kinds that this decoder does not know.
      return truncated.get();
    }
    return truncated.get();
  }

  static Raster raster(byte[] file) throws IOException {
    return read(file, 1, (source, warning) -> {});
  }

  private static Raster read(byte[] file, int step, IIOReadWarningListener listener) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(listener);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      return reader.readRaster(0, param);
    } finally {
      reader.dispose();
    }
  }
}
