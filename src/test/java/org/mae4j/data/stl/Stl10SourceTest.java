package org.mae4j.data.stl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.stl.Stl10Source.Stl10Settings;

class Stl10SourceTest {
  private static final int PIXELS = 96 * 96 * 3;

  @TempDir
  Path dir;

  private final Stl10Source source = new Stl10Source(3, 2, 4);

  @BeforeEach
  void writeFiles() throws IOException {
    images("train_X.bin", 3, 0);
    images("test_X.bin", 2, 100);
    images("unlabeled_X.bin", 4, 200);
    Files.write(dir.resolve("train_y.bin"), new byte[] {1, 10, 2});
    Files.write(dir.resolve("test_y.bin"), new byte[] {5, 6});
  }

  @Test
  void readsLabeledAndUnlabeledImages() {
    SourceSplits splits = read(true);
    assertEquals(List.of(0, 9, 1), labels(splits.train()));
    assertEquals(List.of(4, 5), labels(splits.test().orElseThrow()));
    assertEquals(List.of(-1, -1, -1, -1), labels(splits.unlabeled().orElseThrow()));
    assertEquals("airplane", splits.train().classNames().get(0));
    assertEquals("truck", splits.train().classNames().get(9));
  }

  @Test
  void imagesAreTransposedFromColumnsToRows() {
    ImageSet unlabeled = read(true).unlabeled().orElseThrow();
    float[] image = new float[PIXELS];
    for (int index = 0; index < unlabeled.size(); index++) {
      unlabeled.copyTo(index, image, 0);
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < 96; y += 5) {
          for (int x = 0; x < 96; x++) {
            assertEquals(Byte.toUnsignedInt(value(200 + index, channel, x, y)) / 127.5f - 1,
                image[(channel * 96 + y) * 96 + x]);
          }
        }
      }
    }
  }

  @Test
  void theUnlabeledPartCanBeLeftOut() throws IOException {
    Files.delete(dir.resolve("unlabeled_X.bin"));
    assertTrue(read(false).unlabeled().isEmpty());
    assertEquals(3, source.size(config(false)).orElseThrow().train());
    assertRefused(dir + ": unlabeled_X.bin is missing; `./mae4j data stl10 --dir NEW-DIRECTORY` downloads STL-10");
  }

  @Test
  void sizeIsKnownBeforeReading() {
    DataSize size = new Stl10Source().size(config(true)).orElseThrow();
    assertEquals(new DataSize(Stl10Images.SHAPE, 105_000, 5_000, 8_000, 10, 0), size);
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    images("test_X.bin", 3, 0);
    Files.write(dir.resolve("train_X.bin"), new byte[3 * PIXELS - 1]);
    Files.write(dir.resolve("train_y.bin"), new byte[2]);
    assertRefused(
        dir + ": train_X.bin has 82943 bytes, expected 82944; train_y.bin has 2 bytes, expected 3; test_X.bin "
            + "has 82944 bytes, expected 55296; `./mae4j data stl10 --dir NEW-DIRECTORY` downloads STL-10");
  }

  @Test
  void labelsAreFromOneToTen() throws IOException {
    Files.write(dir.resolve("train_y.bin"), new byte[] {1, 0, 2});
    assertRefused(dir.resolve("train_y.bin") + ": label 1 (from 0) is 0, expected 1 to 10");
    Files.write(dir.resolve("train_y.bin"), new byte[] {1, 2, 11});
    assertRefused(dir.resolve("train_y.bin") + ": label 2 (from 0) is 11, expected 1 to 10");
  }

  private void assertRefused(String message) {
    assertEquals(message, assertThrows(DataException.class, () -> read(true)).getMessage());
  }

  private SourceSplits read(boolean unlabeled) {
    return source.read(config(unlabeled), Decoding.QUIET);
  }

  private DataConfig config(boolean unlabeled) {
    return DataConfigs.of(new Choice("stl10", new Stl10Settings(unlabeled)), dir.toString(), Stl10Images.SHAPE,
        ImageFit.EXACT, false);
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).boxed().toList();
  }

  /** Writes images as the data set does: channel, then column, then row. */
  private void images(String name, int count, int seed) throws IOException {
    byte[] file = new byte[count * PIXELS];
    int at = 0;
    for (int image = 0; image < count; image++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int x = 0; x < 96; x++) {
          for (int y = 0; y < 96; y++) {
            file[at++] = value(seed + image, channel, x, y);
          }
        }
      }
    }
    Files.write(dir.resolve(name), file);
  }

  private static byte value(int image, int channel, int x, int y) {
    return (byte) (image * 31 + channel * 7 + x * 3 + y * 101);
  }
}
