package org.mae4j.data.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mae4j.base.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.image.ImageFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads image files of one shape, and counts the files that it skips. */
public final class FolderImages {
  private static final Logger LOG = LoggerFactory.getLogger(FolderImages.class);

  private final DataConfig config;
  private final boolean skipUnreadable;
  private final ImageFileReader reader;
  private int skipped;

  /**
   * @param config has the shape of the images
   * @param skipUnreadable whether unreadable images and images of another shape are skipped instead of refused
   */
  public FolderImages(DataConfig config, boolean skipUnreadable) {
    this.config = config;
    this.skipUnreadable = skipUnreadable;
    this.reader = ImageFileReader.of(config);
  }

  /**
   * A file of an image.
   *
   * @param label index of the class of the image
   */
  public record Labeled(Path file, int label) {}

  /** @throws DataException if an image is unreadable or has another shape, unless such images are skipped */
  public ImageSet read(List<String> classNames, List<Labeled> files) {
    int size = config.image().size();
    byte[] pixels = ImageSet.allocate(config.image(), files.size());
    int[] labels = new int[files.size()];
    int count = 0;
    for (Labeled image : files) {
      if (read(image.file(), pixels, count * size)) {
        labels[count] = image.label();
        count++;
      }
    }
    return new ImageSet(config.image(), classNames, first(pixels, count * size), Arrays.copyOf(labels, count));
  }

  /** Reads an image to position {@code offset}; returns false if it was skipped. */
  private boolean read(Path file, byte[] pixels, int offset) {
    try {
      byte[] image = reader.read(file).planes();
      System.arraycopy(image, 0, pixels, offset, image.length);
      return true;
    } catch (IOException e) {
      skip(file + ": " + IoMessage.of(e).replace(file + ": ", ""));
      return false;
    }
  }

  /** Counts something that is no image of the shape. @throws DataException unless such things are skipped */
  void skip(String problem) {
    if (!skipUnreadable) {
      throw new DataException(problem);
    }
    skipped++;
    LOG.warn("skipped {}", problem);
  }

  private static byte[] first(byte[] values, int length) {
    return length == values.length ? values : Arrays.copyOf(values, length);
  }

  /** Returns the number of files that were skipped so far. */
  public int skipped() {
    return skipped;
  }
}
