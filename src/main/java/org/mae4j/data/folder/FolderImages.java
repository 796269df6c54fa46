package org.mae4j.data.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads image files of one shape, labeled by the name of their folder, and counts the files that it skips. */
public final class FolderImages {
  private static final Logger LOG = LoggerFactory.getLogger(FolderImages.class);

  private final ImageShape shape;
  private final boolean skipUnreadable;
  private int skipped;

  /** @param skipUnreadable whether unreadable images and images of another shape are skipped instead of refused */
  public FolderImages(ImageShape shape, boolean skipUnreadable) {
    this.shape = shape;
    this.skipUnreadable = skipUnreadable;
  }

  /** @throws DataException if an image is unreadable or has another shape, unless such images are skipped */
  public ImageSet read(List<Path> files) {
    byte[] pixels = ImageSet.allocate(shape, files.size());
    byte[] labels = new byte[files.size()];
    int count = 0;
    try (FolderRecordReader reader = new FolderRecordReader(shape)) {
      reader.initialize(new CollectionInputSplit(files.stream().map(Path::toUri).toList()));
      while (reader.hasNext()) {
        count += readNext(reader, pixels, labels, count) ? 1 : 0;
      }
      return new ImageSet(shape, reader.getLabels(), first(pixels, count * shape.size()), first(labels, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an image to position {@code index}; returns false if it was skipped. */
  private boolean readNext(FolderRecordReader reader, byte[] pixels, byte[] labels, int index) {
    try {
      List<Writable> record = reader.next();
      copy(record.get(0), pixels, index * shape.size());
      labels[index] = (byte) record.get(1).toInt();
      return true;
    } catch (DataException e) {
      if (!skipUnreadable) {
        throw e;
      }
      skipped++;
      LOG.warn("skipped {}", e.getMessage());
      return false;
    }
  }

  /** Copies an image, [1, C, H, W] with values 0…255, and frees it. */
  private static void copy(Writable image, byte[] pixels, int offset) {
    try (INDArray array = ((NDArrayWritable) image).get()) {
      float[] values = array.data().asFloat();
      for (int i = 0; i < values.length; i++) {
        pixels[offset + i] = (byte) (int) values[i];
      }
    }
  }

  private static byte[] first(byte[] values, int length) {
    return length == values.length ? values : Arrays.copyOf(values, length);
  }

  /** Returns the number of files that {@link #read} has skipped so far. */
  public int skipped() {
    return skipped;
  }
}
