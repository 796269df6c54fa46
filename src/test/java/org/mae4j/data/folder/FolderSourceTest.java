package org.mae4j.data.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.TestImages;
import org.mae4j.data.image.JpegFiles;

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
  void readsPixelsInOrderRedGreenBlue() {
    SourceSplits sets = read(dir, SHAPE, false);
    assertEquals(List.of("cat", "dog"), sets.train().classNames());
    assertEquals(List.of(0, 1), List.of(sets.train().label(0), sets.train().label(1)));
    float[] dog = new float[SHAPE.size()];
    sets.train().copyTo(1, dog, 0);
    float[] topLeft = {dog[0], dog[24], dog[48]};
    float[] bottomRight = {dog[23], dog[47], dog[71]};
    assertArrayEquals(new float[] {0x10 / 127.5f - 1, 0x20 / 127.5f - 1, 0x30 / 127.5f - 1}, topLeft);
    assertArrayEquals(new float[] {1, 0x80 / 127.5f - 1, -1}, bottomRight);
    assertEquals(2, sets.test().orElseThrow().size());
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
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
  void readsFormats(String format) throws IOException {
    TestImages.write(dir.resolve("train/dog/e." + format), 6, 4, 0x808080, 0x808080);
    ImageSet train = read(dir, SHAPE, false).train();
    float[] gray = new float[SHAPE.size()];
    train.copyTo(2, gray, 0);
    assertEquals(0, gray[0], 2 / 127.5f);
  }

  /** A name is one class whatever characters it has, also those that separate names on other systems. */
  @ParameterizedTest
  @ValueSource(strings = {"x\\cat", "a.b", "a+b", "50%", "x:cat", "müll", "a b", "~"})
  void everyFolderIsAClassOfItsOwn(String name) throws IOException {
    for (String split : List.of("train", "test")) {
      TestImages.write(dir.resolve(split).resolve(name).resolve("a.png"), 6, 4, 0, 0);
      TestImages.write(dir.resolve(split).resolve("y\\cat/a.png"), 6, 4, 0, 0);
    }
    assertEquals(Stream.of("cat", "dog", name, "y\\cat").sorted().toList(),
        read(dir, SHAPE, false).train().classNames());
  }

  @Test
  void ignoresWhatSystemsAndPeopleLeaveBesideImages() throws IOException {
    for (String junk : List.of("train/__MACOSX/._a.png", "test/@eaDir/a.png", "train/dog/@eaDir/b.png",
        "train/dog/Thumbs.db", "train/cat/notes.txt", "test/cat/desktop.ini", "train/README.md")) {
      Files.createDirectories(dir.resolve(junk).getParent());
      Files.writeString(dir.resolve(junk), "x");
    }
    SourceSplits sets = read(dir, SHAPE, false);
    assertEquals(List.of("cat", "dog"), sets.train().classNames());
    assertEquals(2, sets.train().size());
    assertEquals(0, sets.skipped());
  }

  @Test
  void reportsImageOfOtherShape() throws IOException {
    TestImages.write(dir.resolve("train/dog/wide.png"), 7, 4, 0, 0);
    assertUnreadable("train/dog/wide.png: expected an image of 6×4 pixels (width×height), found 7×4");
  }

  @Test
  void reportsUnreadableImages() throws IOException {
    Path file = dir.resolve("test/dog/x.png");
    Files.writeString(file, "no image");
    assertUnreadable("test/dog/x.png: not an image, or of a format other than JPEG, PNG, GIF, BMP, TIFF and WebP");
    Files.writeString(file, "GIF8 of no version");
    assertUnreadable("test/dog/x.png: not an image, or of a format other than JPEG, PNG, GIF, BMP, TIFF and WebP");
    Files.write(file, new byte[0]);
    assertUnreadable("test/dog/x.png: file is empty");
    Files.write(file, head(TestImages.write(dir.resolve("whole.png"), 6, 4, 0, 0x123456), 0.5));
    assertUnreadable("test/dog/x.png: PNG file is truncated");
    Files.write(file, head(TestImages.write(dir.resolve("whole.jpg"), 6, 4, 0, 0x123456), 0.9));
    assertUnreadable("test/dog/x.png: JPEG file is truncated");
  }

  /** It may be readable at the next start, but the cache would leave it out until it is deleted. */
  @Test
  void aFileThatCannotBeReadIsNotSkipped() throws IOException {
    Path file = dir.resolve("train/dog/x.png");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((512 << 20) + 1);
    }
    assertEquals(file + ": file is larger than 512 MiB",
        assertThrows(DataException.class, () -> read(dir, SHAPE, true)).getMessage());
    Files.writeString(file, "no image");
    assertEquals(1, read(dir, SHAPE, true).skipped());
  }

  @Test
  void anOrientationThatTurnsAnImageIsNamed() throws IOException {
    Path file = TestImages.write(dir.resolve("train/dog/turned.jpg"), 6, 4, 0, 0);
    Files.write(file, JpegFiles.withExif(Files.readAllBytes(file), JpegFiles.ROTATED));
    assertUnreadable("train/dog/turned.jpg: expected an image of 6×4 pixels (width×height), found 4×6 after its EXIF "
        + "orientation was applied");
  }

  @Test
  void skipsAndCountsInvalidImagesIfConfigured() throws IOException {
    TestImages.write(dir.resolve("train/dog/a.png"), 7, 4, 0, 0);
    Files.writeString(dir.resolve("test/dog/x.png"), "no image");
    SourceSplits sets = read(dir, SHAPE, true);
    assertEquals(2, sets.skipped());
    assertEquals(2, sets.train().size());
    assertEquals(List.of("cat", "dog"), sets.train().classNames());
    assertEquals(1, sets.train().label(1));
  }

  @Test
  void reportsEmptyClassFolder() throws IOException {
    Files.createDirectories(dir.resolve("train/emu"));
    assertMessage("train/emu: has no images; add JPEG, PNG, GIF, BMP, TIFF or WebP files, or leave this folder out");
  }

  @Test
  void rejectsDifferentClassesOfTrainAndTest() throws IOException {
    TestImages.write(dir.resolve("test/emu/a.png"), 6, 4, 0, 0);
    assertMessage(": train and test must have the same classes; only in test: emu");
    FileUtils.deleteDirectory(dir.resolve("test/emu").toFile());
    FileUtils.deleteDirectory(dir.resolve("test/dog").toFile());
    assertMessage(": train and test must have the same classes; only in train: dog");
  }

  @Test
  void reportsMissingFolders() throws IOException {
    Path other = dir.resolve("other");
    assertRefused(other, other + ": no such directory; set data.dir to the folder of the images");
    Path home = Path.of("~/photos");
    assertRefused(home,
        home + ": no such directory; set data.dir to the folder of the images; write the home directory "
            + "in full, because ~ is not expanded");
    Files.createDirectory(other);
    assertRefused(other,
        other + ": expected one folder for each of 2 to 65536 classes, found 0; set data.labels = none "
            + "for images without classes");
    Files.createDirectory(other.resolve("test"));
    assertRefused(other, other + "/train: no such directory beside test");
  }

  private static void assertRefused(Path root, String message) {
    assertEquals(message, assertThrows(DataException.class, () -> read(root, SHAPE, false)).getMessage());
  }

  private static SourceSplits read(Path dir, ImageShape shape, boolean skipUnreadable) {
    return new FolderSource().read(config(dir, shape, skipUnreadable), Decoding.QUIET);
  }

  private static DataConfig config(Path dir, ImageShape shape, boolean skipUnreadable) {
    return DataConfigs.of(Choice.of("folder"), dir.toString(), shape, ImageFit.EXACT, skipUnreadable);
  }

  private void assertUnreadable(String expected) {
    assertMessage(expected + "; to skip such files, set data.skipUnreadable = true");
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
