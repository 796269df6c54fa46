package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig.EmbeddedConfig;
import org.mae4j.config.DataConfig.Source;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;

class DataSplitsTest {
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final EmbeddedConfig EMBEDDED = new EmbeddedConfig(200, 50, 1);

  @TempDir Path dir;

  @Test
  void holdsOutTheSameShareOfEachClass() {
    DataSplits splits = DataSplits.read(config(Source.EMBEDDED, 0, 0), 7);
    assertArrayEquals(each(10, 16), splits.train().classCounts());
    assertArrayEquals(each(10, 4), splits.validation().classCounts());
    assertArrayEquals(each(10, 5), splits.test().classCounts());
    assertEquals(0, splits.skipped());
  }

  @Test
  void limitsKeepTheBalanceOfClasses() {
    DataSplits splits = DataSplits.read(config(Source.EMBEDDED, 100, 20), 7);
    assertArrayEquals(each(10, 8), splits.train().classCounts());
    assertArrayEquals(each(10, 2), splits.validation().classCounts());
    assertArrayEquals(each(10, 2), splits.test().classCounts());
  }

  @Test
  void seedMovesImagesBetweenTrainAndValidationOnly() {
    DataSplits one = DataSplits.read(config(Source.EMBEDDED, 0, 0), 7);
    DataSplits same = DataSplits.read(config(Source.EMBEDDED, 0, 0), 7);
    DataSplits other = DataSplits.read(config(Source.EMBEDDED, 0, 0), 8);
    assertEquals(one.train().digest(), same.train().digest());
    assertEquals(one.validation().digest(), same.validation().digest());
    assertNotEquals(one.validation().digest(), other.validation().digest());
    assertEquals(one.test().digest(), other.test().digest());
  }

  @Test
  void tooFewImagesOfAClassAreNamed() {
    assertMessage("class disc: expected at least 2 training images (one to learn from and one to hold out for "
        + "validation), found 1", config(Source.EMBEDDED, 10, 0));
    assertMessage("class cross: expected at least 1 test image (one to test on), found 0",
        config(Source.EMBEDDED, 0, 5));
  }

  @Test
  void missingDirectoryTellsHowToGetTheData() {
    dir = dir.resolve("none");
    assertMessage(dir + ": no such directory; `./mae4j data cifar10` downloads CIFAR-10",
        config(Source.CIFAR10, 0, 0));
  }

  @Test
  void missingCifarFilesAreNamed() throws IOException {
    for (int i : new int[] {1, 2, 4}) {
      Files.createFile(dir.resolve("data_batch_" + i + ".bin"));
    }
    assertMessage(dir + ": missing data_batch_3.bin, data_batch_5.bin, test_batch.bin; "
        + "`./mae4j data cifar10` downloads CIFAR-10", config(Source.CIFAR10, 0, 0));
  }

  @Test
  void truncatedCifarFileIsNamedWithBothSizes() throws IOException {
    for (int i = 1; i <= 5; i++) {
      Files.createFile(dir.resolve("data_batch_" + i + ".bin"));
    }
    Files.createFile(dir.resolve("test_batch.bin"));
    assertMessage(dir.resolve("data_batch_1.bin")
        + ": expected 30730000 bytes (10000 images of 3073 bytes), found 0", config(Source.CIFAR10, 0, 0));
  }

  @Test
  void readsTheWholeOfCifar10() {
    dir = LocalCifar10.require();
    DataSplits splits = DataSplits.read(config(Source.CIFAR10, 0, 0), 7);
    assertArrayEquals(each(10, 4_000), splits.train().classCounts());
    assertArrayEquals(each(10, 1_000), splits.validation().classCounts());
    assertArrayEquals(each(10, 1_000), splits.test().classCounts());
    assertEquals("airplane", splits.train().classNames().get(0));
  }

  @Test
  void folderCountsWhatItSkipped() throws IOException {
    for (String file : new String[] {"train/a/1", "train/a/2", "train/b/1", "train/b/2", "test/a/1", "test/b/1"}) {
      TestImages.write(dir.resolve(file + ".png"), 32, 32, 0, 0);
    }
    TestImages.write(dir.resolve("train/a/3.png"), 32, 31, 0, 0);
    assertEquals(1, DataSplits.read(config(Source.FOLDER, 0, 0), 7).skipped());
  }

  private void assertMessage(String expected, DataConfig config) {
    assertEquals(expected, assertThrows(DataException.class, () -> DataSplits.read(config, 7)).getMessage());
  }

  private DataConfig config(Source source, int trainLimit, int testLimit) {
    return new DataConfig(source, dir.toString(), SHAPE, EMBEDDED, 0.2, trainLimit, testLimit, true);
  }

  private static int[] each(int classes, int count) {
    int[] counts = new int[classes];
    Arrays.fill(counts, count);
    return counts;
  }
}
