package example.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.check.Checks;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;

/** Gray images in IDX files, the format of MNIST: {@code train-images-idx3-ubyte} and its three companions. */
public final class IdxSource implements DataSource {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  /**
   * The settings of the source.
   *
   * @param classes number of classes; labels are 0 to {@code classes - 1}
   */
  public record Settings(int classes) {
    public Settings {
      new Checks().require(classes >= 2 && classes <= 256, "classes", "must lie in [2, 256], is " + classes)
          .throwIfAny();
    }
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public Settings defaults() {
    return new Settings(10);
  }

  @Override
  public List<Problem> check(Record group, Record settings) {
    int channels = ((DataConfig) group).image().channels();
    List<Problem> problems = new ArrayList<>(DataSource.super.check(group, settings));
    problems.addAll(new Checks().require(channels == 1, "image.channels",
        "must be 1 for source idx, is " + channels, "source").problems());
    return problems;
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    return new SourceSplits(read(config, "train"), read(config, "t10k"), 0);
  }

  private static ImageSet read(DataConfig config, String split) {
    int classes = ((Settings) config.source().settings()).classes();
    Path imageFile = Path.of(config.dir(), split + "-images-idx3-ubyte");
    Path labelFile = Path.of(config.dir(), split + "-labels-idx1-ubyte");
    try {
      ByteBuffer images = open(imageFile, IMAGES);
      ByteBuffer labels = open(labelFile, LABELS);
      int count = images.getInt();
      require(labels.getInt() == count, labelFile, "expected " + count + " labels");
      ImageShape shape = new ImageShape(images.getInt(), images.getInt(), 1);
      require(shape.equals(config.image()), imageFile, "expected images of " + config.image() + ", found " + shape);
      byte[] pixels = ImageSet.allocate(shape, count);
      images.get(pixels);
      int[] labelsOfImages = new int[count];
      for (int i = 0; i < count; i++) {
        int label = Byte.toUnsignedInt(labels.get());
        require(label < classes, labelFile, "label " + label + " is not below data.source.classes");
        labelsOfImages[i] = label;
      }
      return new ImageSet(shape, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), pixels,
          labelsOfImages);
    } catch (IOException | BufferUnderflowException e) {
      throw new DataException(config.dir() + ": cannot read the " + split + " files (" + e + ")", e);
    }
  }

  private static ByteBuffer open(Path file, int magic) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    require(bytes.getInt() == magic, file, "is not an IDX file of bytes");
    return bytes;
  }

  private static void require(boolean valid, Path file, String message) {
    if (!valid) {
      throw new DataException(file + ": " + message);
    }
  }
}
