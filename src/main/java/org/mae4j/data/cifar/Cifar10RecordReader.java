package org.mae4j.data.cifar;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.split.InputSplit;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.PlanarRecordReader;

/**
 * Reads files of the CIFAR-10 binary version: records of 3,073 bytes, one label and then the 1,024 bytes each of the
 * red, green and blue plane (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">format</a>).
 */
public final class Cifar10RecordReader extends PlanarRecordReader {
  private static final long serialVersionUID = 1L;

  public static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  public static final List<String> CLASSES = List.of(
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** Images of the five official files to learn from. */
  public static final int TRAIN_IMAGES = 50_000;
  /** Images of the official file to test on. */
  public static final int TEST_IMAGES = 10_000;

  static final int IMAGES_PER_FILE = 10_000;
  public static final int RECORD_BYTES = 1 + SHAPE.size();

  private final int imagesPerFile;
  private final transient List<Path> files = new ArrayList<>();
  private transient DataInputStream open = new DataInputStream(DataInputStream.nullInputStream());
  private int position;

  /** A reader of the official files, of 10,000 images each. */
  public Cifar10RecordReader() {
    this(IMAGES_PER_FILE);
  }

  /** A reader of files that hold exactly {@code imagesPerFile} images. */
  public Cifar10RecordReader(int imagesPerFile) {
    super(SHAPE, CLASSES);
    this.imagesPerFile = imagesPerFile;
  }

  /**
   * Checks the size of every file before the first is read.
   *
   * @throws DataException if a file is missing, truncated or oversized
   */
  @Override
  public void initialize(InputSplit split) throws IOException, InterruptedException {
    super.initialize(split);
    files.clear();
    for (URI location : split.locations()) {
      Path file = Path.of(location);
      requireSize(file);
      files.add(file);
    }
    reset();
  }

  private void requireSize(Path file) throws IOException {
    long expected = (long) imagesPerFile * RECORD_BYTES;
    try {
      long found = Files.size(file);
      if (found != expected) {
        throw new DataException(file + ": expected " + expected + " bytes (" + imagesPerFile + " images of "
            + RECORD_BYTES + " bytes), found " + found);
      }
    } catch (NoSuchFileException e) {
      throw new DataException(file + ": file is missing", e);
    }
  }

  @Override
  public boolean hasNext() {
    return position < files.size() * imagesPerFile;
  }

  /** @throws DataException if the record's label is not 0 to 9 */
  @Override
  protected int read(byte[] pixels) {
    Path file = files.get(position / imagesPerFile);
    int record = position % imagesPerFile;
    try {
      if (record == 0) {
        open(file);
      }
      int label = open.readUnsignedByte();
      if (label >= CLASSES.size()) {
        throw new DataException(file + ": record " + record + " (from 0) has label " + label + ", expected 0 to 9");
      }
      open.readFully(pixels);
      position++;
      return label;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": record " + record, e);
    }
  }

  private void open(Path file) throws IOException {
    close();
    open = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18));
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
