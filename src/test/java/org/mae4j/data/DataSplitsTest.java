package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.embedded.EmbeddedSettings;
import org.mae4j.data.stl.Stl10Source.Stl10Settings;

class DataSplitsTest {
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final Choice EMBEDDED = new Choice("embedded", new EmbeddedSettings(200, 50, 1));
  private static final Choice CIFAR10 = Choice.of("cifar10");

  @TempDir
  Path dir;

  @Test
  void validationHasTheSameFractionOfEachClass() {
    DataSplits splits = DataSplits.read(config(EMBEDDED, 0, 0), seeds(7), Decoding.QUIET);
    assertArrayEquals(each(10, 16), splits.train().classCounts());
    assertArrayEquals(each(10, 4), splits.validation().classCounts());
    assertArrayEquals(each(10, 5), splits.test().classCounts());
    assertEquals(0, splits.skipped());
  }

  @Test
  void limitsKeepTheBalanceOfClasses() {
    DataSplits splits = DataSplits.read(config(EMBEDDED, 100, 20), seeds(7), Decoding.QUIET);
    assertArrayEquals(each(10, 8), splits.train().classCounts());
    assertArrayEquals(each(10, 2), splits.validation().classCounts());
    assertArrayEquals(each(10, 2), splits.test().classCounts());
  }

  @Test
  void seedMovesImagesBetweenTrainAndValidationOnly() {
    DataSplits one = DataSplits.read(config(EMBEDDED, 0, 0), seeds(7), Decoding.QUIET);
    DataSplits same = DataSplits.read(config(EMBEDDED, 0, 0), seeds(7), Decoding.QUIET);
    DataSplits other = DataSplits.read(config(EMBEDDED, 0, 0), seeds(8), Decoding.QUIET);
    assertEquals(one.train().digest(), same.train().digest());
    assertEquals(one.validation().digest(), same.validation().digest());
    assertNotEquals(one.validation().digest(), other.validation().digest());
    assertEquals(one.test().digest(), other.test().digest());
  }

  @Test
  void reportsClassWithTooFewImages() {
    assertMessage("class disc: expected at least 2 training images (one for training and one for "
        + "validation), found 1; data.trainLimit = 10 keeps 10 of 200 images, increase it", config(EMBEDDED, 10, 0));
    assertMessage(
        "class cross: expected at least 1 test image (one for testing), found 0; data.testLimit = 5 keeps 5 of "
            + "50 images, increase it",
        config(EMBEDDED, 0, 5));
  }

  @Test
  void missingDirectoryMessageNamesDownloadCommand() {
    dir = dir.resolve("none");
    assertMessage(dir + ": no such directory; `./mae4j data cifar10 --dir " + dir + "` downloads CIFAR-10; if you have "
        + "it, name its directory by MAE4J_CIFAR10 or data.dir", config(CIFAR10, 0, 0));
  }

  @Test
  void theParentOfTheUnpackedFilesIsEnough() throws IOException {
    Path unpacked = Files.createDirectory(dir.resolve("cifar-10-batches-bin"));
    String message =
        assertThrows(DataException.class, () -> DataSplits.read(config(CIFAR10, 0, 0), seeds(7), Decoding.QUIET))
            .getMessage();
    assertTrue(message.startsWith(unpacked + ": data_batch_1.bin is missing; "), message);
  }

  @Test
  void reportsMissingAndTruncatedCifarFiles() throws IOException {
    for (int i : new int[] {1, 2, 4}) {
      Files.createFile(dir.resolve("data_batch_" + i + ".bin"));
    }
    assertMessage(dir + ": data_batch_1.bin has 0 bytes, expected 30730000; data_batch_2.bin has 0 bytes, expected"
        + " 30730000; data_batch_3.bin is missing; data_batch_4.bin has 0 bytes, expected 30730000; data_batch_5.bin is"
        + " missing; test_batch.bin is missing; `./mae4j data cifar10 --dir NEW-DIRECTORY` downloads CIFAR-10",
        config(CIFAR10, 0, 0));
  }

  @Test
  void sizeIsKnownBeforeReading() {
    assertEquals(Optional.of(new DataSize(SHAPE, 200, 200, 20, 10, 250 * 3_072)),
        DataSize.expected(config(EMBEDDED, 1_000, 20)));
    assertEquals(Optional.of(new DataSize(SHAPE, 50_000, 10_000, 10)), DataSize.expected(config(CIFAR10, 0, 0)));
    assertEquals(Optional.empty(), DataSize.expected(config(Choice.of("folder"), 0, 0)));
    // The limit is one of labeled and one of unlabeled images.
    DataSize stl10 = DataSize.expected(config(new Choice("stl10", new Stl10Settings(true)), 10_000, 0)).orElseThrow();
    assertEquals(List.of(5_000 + 10_000, 5_000), List.of(stl10.train(), stl10.labeled()));
    DataConfig small = config(EMBEDDED, 100, 20);
    assertEquals(DataSize.of(DataSplits.read(small, seeds(7), Decoding.QUIET)), DataSize.expected(small).orElseThrow());
  }

  @Test
  void readsAllOfCifar10() {
    dir = LocalCifar10.require();
    DataSplits splits = DataSplits.read(config(CIFAR10, 0, 0), seeds(7), Decoding.QUIET);
    assertArrayEquals(each(10, 4_000), splits.train().classCounts());
    assertArrayEquals(each(10, 1_000), splits.validation().classCounts());
    assertArrayEquals(each(10, 1_000), splits.test().classCounts());
    assertEquals("airplane", splits.train().classNames().get(0));
  }

  @Test
  void countsSkippedImagesOfFolder() throws IOException {
    for (String file : new String[] {"train/a/1", "train/a/2", "train/b/1", "train/b/2", "test/a/1", "test/b/1"}) {
      TestImages.write(dir.resolve(file + ".png"), 32, 32, 0, 0);
    }
    Files.writeString(dir.resolve("train/a/3.png"), "no image");
    assertEquals(1, DataSplits.read(config(Choice.of("folder"), 0, 0), seeds(7), Decoding.QUIET).skipped());
  }

  private void assertMessage(String expected, DataConfig config) {
    assertEquals(expected,
        assertThrows(DataException.class, () -> DataSplits.read(config, seeds(7), Decoding.QUIET)).getMessage());
  }

  private static SplitSeeds seeds(long validation) {
    return new SplitSeeds(validation, 3);
  }

  private DataConfig config(Choice source, int trainLimit, int testLimit) {
    return DataConfigs.of(source, dir.toString(), SHAPE, 0.2, trainLimit, testLimit, true, "#ffffff");
  }

  private static int[] each(int classes, int count) {
    int[] counts = new int[classes];
    Arrays.fill(counts, count);
    return counts;
  }
}
