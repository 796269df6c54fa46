package org.mae4j.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.DecodingListener;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.TestImages;
import org.mae4j.data.pixel.PixelScale;

class FolderLayoutTest {
  private static final ImageShape SHAPE = new ImageShape(4, 4, 3);

  @TempDir
  private Path dir;

  @Test
  void trainingImagesWithoutTestImages() throws IOException {
    write("train/a/1.png", "train/b/1.png", "train/b/2.png");
    assertSplits(List.of("a", "b"), List.of(0, 1, 1));
  }

  @Test
  void foldersOfClassesOnly() throws IOException {
    write("a/1.png", "b/1.png", "b/2.png");
    assertSplits(List.of("a", "b"), List.of(0, 1, 1));
  }

  @Test
  void foldersInFoldersOfClasses() throws IOException {
    write("a/x/y/1.png", "b/1.png", "b/2/1.png", "b/3.png");
    assertSplits(List.of("a", "b"), List.of(0, 1, 1, 1));
  }

  private void assertSplits(List<String> classes, List<Integer> labels) {
    SourceSplits splits = read(LabelUse.CLASSES);
    assertEquals(classes, splits.train().classNames());
    assertEquals(labels, labels(splits.train()));
    assertEquals(Optional.empty(), splits.test());
    assertEquals(List.of(), splits.notes());
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::label).toList();
  }

  @Test
  void imagesWithoutLabelsAreInAnyFolders() throws IOException {
    write("1.png", "a/1.png", "a/b/1.png", "a/b/2.png");
    SourceSplits splits = read(LabelUse.NONE);
    assertEquals(4, splits.train().size());
    assertFalse(splits.train().isLabeled());
    assertEquals(List.of(), splits.train().classNames());
    write("train/1.png", "train/x/1.png", "test/1.png");
    SourceSplits split = read(LabelUse.NONE);
    assertEquals(2, split.train().size());
    assertEquals(1, split.test().orElseThrow().size());
  }

  @Test
  void moreThan256Classes() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("c" + (1_000 + i) + "/1.png");
    }
    ImageSet train = read(LabelUse.CLASSES).train();
    assertEquals(300, train.classNames().size());
    assertEquals(299, train.label(299));
  }

  @Test
  void filesThatAreNoImagesAreCounted() throws IOException {
    write("a/1.png", "b/1.png", "c.png");
    Files.move(dir.resolve("b/1.png"), dir.resolve("b/an image without ending"));
    for (String other : List.of("a/1.txt", "a/x/2.TXT", "b/film.mp4", "readme", "b/notes.csv")) {
      Files.createDirectories(dir.resolve(other).getParent());
      Files.writeString(dir.resolve(other), "BM is no sign of an image");
    }
    SourceSplits splits = read(LabelUse.CLASSES);
    assertEquals(2, splits.train().size());
    assertEquals(List.of("left out 6 files: .txt 2, images outside class folders 1, "
        + "without ending 1, .mp4 1, .csv 1"), splits.notes());
  }

  @Test
  void anImageOfAFormatThatIsNotReadIsReported() throws IOException {
    write("a.png");
    Files.writeString(dir.resolve("b.heic"), "....ftypheic");
    assertMessage(LabelUse.NONE,
        "b.heic: not an image, or of a format other than JPEG, PNG, GIF, BMP, TIFF and WebP; "
            + "to skip such files, set data.skipUnreadable = true");
  }

  @Test
  void whatWasDoneToImagesIsCounted() throws IOException {
    TestImages.write(dir.resolve("wide.png"), 8, 4, 0, 0);
    write("1.png");
    assertEquals(List.of("images resized by data.fit = crop: 1"), read(LabelUse.NONE).notes());
    assertEquals(List.of("images resized by data.fit = crop: 1"), read(LabelUse.NONE).notes(), "from the cache");
  }

  @Test
  void linksInCirclesAreLeftOut() throws IOException {
    write("a/1.png");
    Files.createSymbolicLink(dir.resolve("a/back"), dir);
    Files.createSymbolicLink(dir.resolve("more"), dir.resolve("a"));
    SourceSplits splits = read(LabelUse.NONE);
    assertEquals(2, splits.train().size());
    assertEquals(List.of("left out 2 files: links in circles 2"), splits.notes());
  }

  @Test
  void aFolderWithoutImagesIsRefused() throws IOException {
    assertMessage(LabelUse.NONE, "",
        ": has no images; add JPEG, PNG, GIF, BMP, TIFF or WebP files, or leave this folder out");
    Files.writeString(dir.resolve("a.txt"), "text");
    assertMessage(LabelUse.NONE, "", ": has no images; add JPEG, PNG, GIF, BMP, TIFF or WebP files, or "
        + "leave this folder out (left out 1 file: .txt 1)");
  }

  @Test
  void aLinkThatLeadsNowhereIsReported() throws IOException {
    write("a.png");
    Files.createSymbolicLink(dir.resolve("gone.png"), dir.resolve("elsewhere.png"));
    assertMessage(LabelUse.NONE, "gone.png: no such file or directory");
  }

  /** Missing files are an error also where unreadable ones are skipped. The folder vanishes after the first image. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFolderThatVanishesMidwayIsNamedAndLeavesNothing(boolean skipUnreadable) throws IOException {
    Path folder = dir.resolve("vanishing");
    write("vanishing/1.png", "vanishing/2.png", "vanishing/3.png");
    DecodingListener vanishing = (done, total) -> assertTrue(folder.toFile().renameTo(dir.resolve("gone").toFile()));
    DataConfig config = config(folder, LabelUse.NONE, skipUnreadable);
    assertEquals(folder.resolve("2.png") + ": no such file or directory", assertThrows(DataException.class,
        () -> new FolderSource().read(config, new Decoding(1, vanishing))).getMessage());
    try (Stream<Path> left = Files.list(dir.resolve(".cache"))) {
      assertEquals(List.of(), left.filter(file -> !file.toString().endsWith(".lock")).toList());
    }
    assertEquals(folder + ": no such directory; set data.dir to the folder of the images",
        assertThrows(DataException.class, () -> new FolderSource().read(config, Decoding.QUIET)).getMessage());
  }

  private void assertMessage(LabelUse labels, String message) {
    assertMessage(labels, "/", message);
  }

  private void assertMessage(LabelUse labels, String separator, String message) {
    assertEquals(dir + separator + message, assertThrows(DataException.class, () -> read(labels)).getMessage());
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      TestImages.write(dir.resolve(file), 4, 4, 0, 0x102030);
    }
  }

  private SourceSplits read(LabelUse labels) {
    return new FolderSource().read(config(dir, labels, false), Decoding.QUIET);
  }

  private DataConfig config(Path folder, LabelUse labels, boolean skipUnreadable) {
    return new DataConfig(Choice.of("folder"), folder.toString(), SHAPE, 0.1, 0, 0, skipUnreadable, "#ffffff", labels,
        1,
        0, dir.resolve(".cache").toString(), ImageFit.CROP, PixelScale.SYMMETRIC.config());
  }
}
