package org.mae4j.data.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.TestImages;

class FolderSourceTest {
  private static final ImageShape SHAPE = new ImageShape(4, 6, 3);

  @TempDir
  Path dir;

  @BeforeEach
  void writeTwoClasses() throws IOException {
    TestImages.write(dir.resolve("train/dog/b.png"), 6, 4, 0x102030, 0xFF8000);
    TestImages.write(dir.resolve("train/cat/a %20ü.png"), 6, 4, 0, 0xFFFFFF);
    TestImages.write(dir.resolve("test/cat/c.png"), 6, 4, 0, 0);
    TestImages.write(dir.resolve("test/dog/d.png"), 6, 4, 0, 0);
  }

  @Test
  void readsKnownPixelsInOrderOfRedGreenBlue() {
    SourceSplits sets = read(dir, SHAPE, false);
    assertEquals(List.of("cat", "dog"), sets.train().classNames());
    assertEquals(List.of(0, 1), List.of(sets.train().label(0), sets.train().label(1)));
    float[] dog = new float[SHAPE.size()];
    sets.train().copyTo(1, dog, 0);
    float[] topLeft = {dog[0], dog[24], dog[48]};
    float[] bottomRight = {dog[23], dog[47], dog[71]};
    assertArrayEquals(new float[] {0x10 / 127.5f - 1, 0x20 / 127.5f - 1, 0x30 / 127.5f - 1}, topLeft);
    assertArrayEquals(new float[] {1, 0x80 / 127.5f - 1, -1}, bottomRight);
    assertEquals(2, sets.test().size());
    assertEquals(0, sets.skipped());
  }

  @Test
  void readsGrayImages() {
    SourceSplits sets = read(dir, new ImageShape(4, 6, 1), false);
    float[] dog = new float[24];
    sets.train().copyTo(1, dog, 0);
    // Luma of ITU-R BT.601: 0.299 · 255 + 0.587 · 128.
    assertEquals(151 / 127.5f - 1, dog[23], 1.01f / 127.5f);
  }

  @Test
  void ignoresHiddenFiles() throws IOException {
    Files.writeString(dir.resolve("train/dog/.DS_Store"), "x");
    assertEquals(2, read(dir, SHAPE, false).train().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
  void readsFormats(String format) throws IOException {
    TestImages.write(dir.resolve("train/dog/e." + format), 6, 4, 0x808080, 0x808080);
    if (format.equals("gif")) {
      assertMessage("train/dog/e.gif: not a readable image");
    } else {
      ImageSet train = read(dir, SHAPE, false).train();
      float[] gray = new float[SHAPE.size()];
      train.copyTo(2, gray, 0);
      assertEquals(0, gray[0], 2 / 127.5f);
    }
  }

  @Test
  void wrongSizedImageIsNamedWithBothSizes() throws IOException {
    TestImages.write(dir.resolve("train/dog/wide.png"), 7, 4, 0, 0);
    assertMessage("train/dog/wide.png: expected an image of 6×4 pixels (width×height), found 7×4");
  }

  @Test
  void unreadableImagesAreNamed() throws IOException {
    Path file = dir.resolve("test/dog/x.png");
    Files.writeString(file, "no image");
    assertMessage("test/dog/x.png: not a readable image");
    Files.write(file, new byte[0]);
    assertMessage("test/dog/x.png: file is empty");
    Files.write(file, head(TestImages.write(dir.resolve("whole.png"), 6, 4, 0, 0x123456), 0.5));
    assertMessage("test/dog/x.png: not a readable image");
    Files.write(file, head(TestImages.write(dir.resolve("whole.jpg"), 6, 4, 0, 0x123456), 0.9));
    assertMessage("test/dog/x.png: JPEG file is truncated");
  }

  @Test
  void unreadableAndWrongSizedImagesAreSkippedAndCountedOnRequest() throws IOException {
    TestImages.write(dir.resolve("train/dog/a.png"), 7, 4, 0, 0);
    Files.writeString(dir.resolve("test/dog/x.png"), "no image");
    SourceSplits sets = read(dir, SHAPE, true);
    assertEquals(2, sets.skipped());
    assertEquals(2, sets.train().size());
    assertEquals(List.of("cat", "dog"), sets.train().classNames());
    assertEquals(1, sets.train().label(1));
  }

  @Test
  void emptyClassFolderIsNamed() throws IOException {
    Files.createDirectories(dir.resolve("train/emu"));
    assertMessage("train/emu: class folder has no images; add some or remove the folder");
  }

  @Test
  void classesOfTrainAndTestMustBeEqual() throws IOException {
    TestImages.write(dir.resolve("test/emu/a.png"), 6, 4, 0, 0);
    assertMessage(": train and test must have the same classes; only in train: [], only in test: [emu]");
  }

  @Test
  void missingSplitAndMisplacedDirectoryAreNamed() throws IOException {
    Files.createDirectories(dir.resolve("train/dog/puppies"));
    assertMessage("train/dog/puppies: expected an image, found a directory");
    Path other = Files.createDirectory(dir.resolve("other"));
    String message = assertThrows(DataException.class, () -> read(other, SHAPE, false)).getMessage();
    assertEquals(other.resolve("train")
        + ": no such directory; a folder data set has train/CLASS/ and test/CLASS/", message);
  }

  private static SourceSplits read(Path dir, ImageShape shape, boolean skipUnreadable) {
    return new FolderSource().read(
        new DataConfig(Choice.of("folder"), dir.toString(), shape, 0.1, 0, 0, skipUnreadable));
  }

  private void assertMessage(String expected) {
    String message = assertThrows(DataException.class, () -> read(dir, SHAPE, false)).getMessage();
    assertTrue(message.equals(dir + (expected.startsWith(":") ? "" : "/") + expected), message);
  }

  private static byte[] head(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.copyOf(bytes, (int) (share * bytes.length));
  }
}
