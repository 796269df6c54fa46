package example.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * Gray images in arrays of NumPy, saved as unsigned bytes: {@code train-images.npy} of shape [N, H, W],
 * {@code train-labels.npy} of shape [N], and the same for {@code test}.
 */
public final class NpySource implements DataSource {
  /** Version 1.0 of the format: a magic text, the length of the header, and the header, a literal of Python. */
  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";
  private static final int HEADER_START = 10;
  private static final Pattern HEADER =
      Pattern.compile("\\{'descr': '\\|u1', 'fortran_order': False, 'shape': \\(([\\d, ]+)\\), \\}\\s*");

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

  /** An array of unsigned bytes. */
  private record NpyArray(Path file, List<Integer> shape, byte[] values) {}

  @Override
  public String name() {
    return "npy";
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
        "must be 1 for source npy, is " + channels, "source").problems());
    return problems;
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    return new SourceSplits(read(config, "train"), read(config, "test"), 0);
  }

  private static ImageSet read(DataConfig config, String split) {
    int classes = ((Settings) config.source().settings()).classes();
    NpyArray images = array(Path.of(config.dir(), split + "-images.npy"));
    NpyArray labels = array(Path.of(config.dir(), split + "-labels.npy"));
    int count = labels.values().length;
    ImageShape shape = config.image();
    List<Integer> expected = List.of(count, shape.height(), shape.width());
    require(images.shape().equals(expected), images.file(),
        "has the shape " + images.shape() + ", expected " + expected);
    int[] labelValues = IntStream.range(0, count).map(i -> Byte.toUnsignedInt(labels.values()[i])).toArray();
    for (int label : labelValues) {
      require(label < classes, labels.file(), "label " + label + " is not below data.source.classes");
    }
    return new ImageSet(shape, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), images.values(),
        labelValues);
  }

  private static NpyArray array(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      require(bytes.limit() > HEADER_START && text(bytes, MAGIC.length()).equals(MAGIC), file,
          "is not a file of NumPy");
      int length = Short.toUnsignedInt(bytes.getShort());
      require(length <= bytes.remaining(), file, "ends early");
      Matcher header = HEADER.matcher(text(bytes, length));
      require(header.matches(), file, "has no unsigned bytes in the order of C");
      List<Integer> shape = Pattern.compile("\\d+").matcher(header.group(1)).results()
          .map(size -> Integer.valueOf(size.group())).toList();
      long count = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      require(count == bytes.remaining(), file, "has " + bytes.remaining() + " values, expected " + count);
      byte[] values = new byte[bytes.remaining()];
      bytes.get(values);
      return new NpyArray(file, shape, values);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + e + ")", e);
    }
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void require(boolean valid, Path file, String message) {
    if (!valid) {
      throw new DataException(file + ": " + message);
    }
  }
}
