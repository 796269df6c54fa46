package org.mae4j.data.stl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.cache.CacheSource;
import org.mae4j.data.cache.CachedImages;
import org.mae4j.data.cache.DecodedImage;
import org.mae4j.data.download.DataFile;

/**
 * The files of images of STL-10: 27,648 bytes per image, the red, green and blue plane, each column by column
 * (<a href="https://cs.stanford.edu/~acoates/stl10/">format</a>). They are kept row by row in the cache; the unlabeled
 * ones alone are more than one array holds.
 */
record Stl10Images(DataConfig config, Path dir, Decoding decoding) {
  static final ImageShape SHAPE = new ImageShape(96, 96, 3);

  static DataFile file(String split, int images) {
    return new DataFile(split + "_X.bin", (long) images * SHAPE.size());
  }

  /**
   * Returns the images of a split, whose file has the right size.
   *
   * @param labels label of each image
   * @throws DataException if the file cannot be read
   */
  ImageSet read(String split, List<String> classNames, int[] labels) {
    Path file = dir.resolve(file(split, labels.length).name());
    CacheSource source = new CacheSource(split, dir, List.of(file), labels.length, SHAPE, "stl10, by rows");
    try (FileChannel channel = FileChannel.open(file)) {
      return CachedImages.open(config, source, decoding, image -> Optional.of(byRows(file, channel, image)))
          .images(classNames, labels);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DecodedImage byRows(Path file, FileChannel channel, int image) {
    byte[] columns = new byte[SHAPE.size()];
    ByteBuffer buffer = ByteBuffer.wrap(columns);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, (long) image * SHAPE.size() + buffer.position()) < 0) {
          throw new EOFException();
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    byte[] rows = new byte[columns.length];
    int side = SHAPE.height();
    for (int i = 0; i < rows.length; i++) {
      int plane = i / (side * side) * side * side;
      rows[i] = columns[plane + i % side * side + (i - plane) / side];
    }
    return new DecodedImage(rows, Set.of());
  }

  private static DataException unreadable(Path file, IOException reason) {
    return new DataException(file + ": cannot be read (" + IoMessage.of(reason) + ")", reason);
  }
}
