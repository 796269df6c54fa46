package org.mae4j.data.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.idx.IdxSource.IdxSettings;

class IdxSourceTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 1);

  @TempDir
  Path dir;

  private final IdxSource idx = new IdxSource();

  @BeforeEach
  void writeFiles() throws IOException {
    write("train-images-idx3-ubyte", images(4, 2, 3));
    write("train-labels-idx1-ubyte", labels(1, 0, 2, 1));
    write("t10k-images-idx3-ubyte", images(2, 2, 3));
    write("t10k-labels-idx1-ubyte", labels(2, 0));
  }

  @Test
  void readsImagesOfAnySizeAndTheirLabels() {
    SourceSplits splits = read(idx.defaults());
    assertEquals(List.of(1, 0, 2, 1), labelsOf(splits.train()));
    assertEquals(List.of(2, 0), labelsOf(splits.test().orElseThrow()));
    assertEquals(List.of("0", "1", "2"), splits.train().classNames());
    float[] image = new float[6];
    splits.train().copyTo(3, image, 0);
    assertEquals(List.of(18 / 127.5f - 1, 23 / 127.5f - 1), List.of(image[0], image[5]));
  }

  @Test
  void compressedFilesAreReadAsTheyAre() throws IOException {
    SourceSplits plain = read(idx.defaults());
    for (String name : List.of("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
      compress(name);
    }
    assertEquals(plain.train().digest(), read(idx.defaults()).train().digest());
    assertEquals(plain.test().orElseThrow().digest(), read(idx.defaults()).test().orElseThrow().digest());
  }

  @Test
  void filesMayHaveOtherNames() throws IOException {
    write("letters train-images-idx3-ubyte", images(3, 2, 3));
    write("letters train-labels-idx1-ubyte", labels(0, 3, 1));
    SourceSplits splits = read(new IdxSettings("letters train", "t10k"));
    assertEquals(List.of(0, 3, 1), labelsOf(splits.train()));
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(dir.resolve("t10k-labels-idx1-ubyte"));
    assertRefused(dir + ": has neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = write("train-images-idx3-ubyte", labels(1, 2, 3));
    assertRefused(file + ": is not an IDX file of bytes with 3 dimensions: it begins with 0x00000801, expected "
        + "0x00000803");
    write("train-images-idx3-ubyte", "no image at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertRefused(file + ": is not an IDX file of bytes with 3 dimensions: it begins with 0x6E6F2069, expected "
        + "0x00000803");
    write("train-images-idx3-ubyte", new byte[] {0, 0, 8});
    assertRefused(file + ": ends early");
    write("train-images-idx3-ubyte.gz", images(4, 2, 3));
    Files.delete(file);
    assertTrue(message().startsWith(file + ".gz: cannot be read ("), message());
  }

  @Test
  void truncatedAndLongerFilesAreRefused() throws IOException {
    byte[] whole = images(4, 2, 3);
    Path file = write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length - 5));
    assertRefused(file + ": ends early: expected 4×2×3 = 24 values, found 19");
    write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length + 1));
    assertRefused(file + ": has further bytes after its 4×2×3 = 24 values");
    write("train-images-idx3-ubyte",
        ByteBuffer.allocate(16).putInt(0x803).putInt(-1).putInt(28).putInt(28).array());
    assertRefused(file + ": has -1×28×28 values; at most 2 GiB are read");
    write("train-images-idx3-ubyte",
        ByteBuffer.allocate(16).putInt(0x803).putInt(65536).putInt(65536).putInt(1).array());
    assertRefused(file + ": has 65536×65536×1 values; at most 2 GiB are read");
    write("train-images-idx3-ubyte", whole);
    Path compressed = compress("train-images-idx3-ubyte");
    Files.write(compressed, Arrays.copyOf(Files.readAllBytes(compressed), 30));
    assertTrue(message().startsWith(compressed + ": ends early"), message());
  }

  @Test
  void imagesAndLabelsMustFit() throws IOException {
    Path labels = write("train-labels-idx1-ubyte", labels(1, 0, 2));
    assertRefused(labels + ": has 3 labels, expected 4, one for each image of train-images-idx3-ubyte");
    write("train-labels-idx1-ubyte", labels(1, 0, 1, 1));
    assertRefused(dir.resolve("t10k-labels-idx1-ubyte") + ": label 0 (from 0) is 2, expected 0 to 1");
    Path images = write("train-images-idx3-ubyte", images(4, 3, 2));
    assertRefused(images + ": expected images of 3×2 pixels (width×height), found 2×3");
  }

  @Test
  void needsGrayImages() {
    DataConfig color =
        DataConfigs.of(new Choice("idx", idx.defaults()), "x", new ImageShape(2, 3, 3), ImageFit.EXACT, false);
    assertEquals("must be 1 for source idx, is 3", idx.check(color, idx.defaults()).get(0).message());
  }

  @Test
  void publishedSetsHaveTheirSizeAndClasses() throws IOException {
    PublishedIdxSource small = new PublishedIdxSource(new PublishedIdxSource.Published("small", "Small", List.of(),
        List.of("a", "b", "c"), 2, 1)) {};
    write("train-images-idx3-ubyte", images(2, 28, 28));
    write("train-labels-idx1-ubyte", labels(1, 2));
    write("t10k-images-idx3-ubyte", images(1, 28, 28));
    Path labels = write("t10k-labels-idx1-ubyte", labels(0));
    assertEquals(List.of(1, 2), labelsOf(read(small).train()));
    assertEquals(List.of("a", "b", "c"), read(small).train().classNames());
    compress("t10k-images-idx3-ubyte");
    assertEquals(List.of(), small.defects(dir));
    assertEquals(1, read(small).test().orElseThrow().size());

    write("t10k-labels-idx1-ubyte", labels(0, 1));
    assertEquals(dir + ": t10k-labels-idx1-ubyte has 10 bytes, expected 9; `./mae4j data small --dir NEW-DIRECTORY` "
        + "downloads Small", assertThrows(DataException.class, () -> read(small)).getMessage());
    Files.delete(labels);
    assertEquals(List.of("t10k-labels-idx1-ubyte is missing"), small.defects(dir));
    assertEquals(
        "data/small: no such directory; `./mae4j data small` downloads Small; if you have it, name its directory "
            + "by MAE4J_SMALL or data.dir",
        assertThrows(DataException.class, () -> small.requireFiles(Path.of("data/small"))).getMessage());
    write("t10k-labels-idx1-ubyte", labels(0, 1));
    compress("t10k-labels-idx1-ubyte");
    write("t10k-images-idx3-ubyte", images(2, 28, 28));
    Files.delete(dir.resolve("t10k-images-idx3-ubyte.gz"));
    compress("t10k-images-idx3-ubyte");
    assertEquals(dir.resolve("t10k-images-idx3-ubyte.gz") + ": has 2 images, expected 1 of Small; data.source = idx "
        + "reads any number", assertThrows(DataException.class, () -> read(small)).getMessage());
  }

  @Test
  void namesOfFashionMnistArePublishedOnes() {
    DataConfig config = DataConfigs.of(new Choice("fashion-mnist", new NoSettings()), "x", new ImageShape(28, 28, 1),
        ImageFit.EXACT, false);
    var size = new FashionMnistSource().size(config).orElseThrow();
    assertEquals(List.of(60_000, 10_000, 10), List.of(size.train(), size.test(), size.classes()));
    assertEquals(List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte"), new FashionMnistSource().archive().files().stream().map(f -> f.name()).toList());
    assertEquals(47_040_016, new MnistSource().archive().files().get(0).bytes().orElseThrow());
  }

  private void assertRefused(String message) {
    assertEquals(message, message());
  }

  private String message() {
    return assertThrows(DataException.class, () -> read(idx.defaults())).getMessage();
  }

  private SourceSplits read(IdxSettings settings) {
    return idx.read(DataConfigs.of(new Choice("idx", settings), dir.toString(), SHAPE, ImageFit.EXACT, false),
        Decoding.QUIET);
  }

  private SourceSplits read(DataSource source) {
    return source.read(DataConfigs.of(new Choice("small", new NoSettings()), dir.toString(),
        new ImageShape(28, 28, 1), ImageFit.EXACT, false), Decoding.QUIET);
  }

  private static List<Integer> labelsOf(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).boxed().toList();
  }

  /** Returns images whose values count up. */
  private static byte[] images(int count, int height, int width) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * height * width).putInt(0x803).putInt(count).putInt(height)
        .putInt(width);
    IntStream.range(0, count * height * width).forEach(i -> file.put((byte) i));
    return file.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    Arrays.stream(labels).forEach(label -> file.put((byte) label));
    return file.array();
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(dir.resolve(name), content);
  }

  /** Replaces a file by its compressed form. */
  private Path compress(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Files.readAllBytes(dir.resolve(name)));
    }
    Files.delete(dir.resolve(name));
    return Files.write(dir.resolve(name + ".gz"), bytes.toByteArray());
  }
}
