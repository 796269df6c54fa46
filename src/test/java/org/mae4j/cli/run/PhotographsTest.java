package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.data.image.JpegFiles;
import org.mae4j.data.image.Photographs;
import org.mae4j.experiment.SmallExperiment;
import org.slf4j.LoggerFactory;

/** Pre-trains on a folder of photographs as users have them: of many sizes, formats and names, without labels. */
class PhotographsTest {
  @TempDir
  private Path directory;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = Files.createDirectories(directory.resolve("my photos"));
    BufferedImage wide = Photographs.draw(90, 60, BufferedImage.TYPE_INT_RGB);
    BufferedImage high = Photographs.draw(40, 70, BufferedImage.TYPE_INT_RGB);
    BufferedImage small = Photographs.draw(20, 20, BufferedImage.TYPE_INT_RGB);
    Map<String, byte[]> files = Map.of(
        "2024/camera #1.JPG", JpegFiles.withExif(Photographs.jpeg(wide), JpegFiles.ROTATED),
        "2024/100% 'print'.jpg", Photographs.adobeCmyk(50, 50),
        "2024/summer \"trip\"/scan.tiff", Photographs.encode(high, "tiff"),
        "logo.png", Photographs.openCv(small, ".png", 128, 8),
        "microscope.png", Photographs.openCv(high, ".png", -1, 16),
        "web.webp", Photographs.openCv(wide, ".webp", -1, 8),
        "chart.gif", Photographs.encode(wide, "gif"),
        "no ending", Photographs.encode(small, "bmp"),
        "gray.png", Photographs.encode(Photographs.draw(60, 60, BufferedImage.TYPE_BYTE_GRAY), "png"),
        "exact.png", Photographs.encode(Photographs.draw(32, 32, BufferedImage.TYPE_INT_RGB), "png"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = images.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.writeString(images.resolve("2024/notes.txt"), "no image");
    Files.writeString(images.resolve("film.mp4"), "no image");
  }

  @Test
  void aFolderOfPhotographsPretrains() throws IOException {
    Path run = directory.resolve("run");
    Captured result = pretrain("--out", run);
    assertEquals(0, result.code(), result.err());
    String printed = (result.out() + result.err()).replaceAll("\\s+", " ");
    assertTrue(printed.contains("left out 2 files: .txt 1, .mp4 1")
        || printed.contains("left out 2 files: .mp4 1, .txt 1"), printed);
    assertTrue(printed.contains("images resized by data.fit = crop: 9, turned by their EXIF orientation: 1, with "
        + "transparency put on #ffffff: 1"), printed);
    assertTrue(Files.readString(run.resolve("run.log")).replaceAll("\\s+", " ").contains("crop: 9"));
    assertEquals(0, Captured.run("reconstruct", run, images.resolve("2024/camera #1.JPG"), "--out",
        directory.resolve("sheet.png")).code());
  }

  @Test
  void aBadFileEndsTheRunWithOneLine() throws IOException {
    Map<String, String> bad = Map.of("", "file is empty", "some text",
        "not an image, or of a format other than JPEG, PNG, GIF, BMP, TIFF and WebP");
    for (Map.Entry<String, String> content : bad.entrySet()) {
      Path file = Files.writeString(images.resolve("bad.png"), content.getKey());
      Captured result = pretrain("--out", directory.resolve("run"));
      assertEquals(2, result.code(), result.err());
      List<String> lines = result.err().lines().filter(line -> line.contains("bad.png")).toList();
      assertEquals(1, lines.size(), result.err());
      assertTrue(lines.get(0).contains(file + ": " + content.getValue() + "; to skip such files, "), result.err());
      assertFalse(Files.exists(directory.resolve("run")), "something was left behind");
      assertEquals(List.of(), cached(), "a half-written cache was left behind");
    }
    assertEquals(0, pretrain("data.skipUnreadable=true", "--out", directory.resolve("run")).code());
  }

  /** Between the listing and the decoding, of which a message tells. */
  @Test
  void aFolderThatVanishesEndsTheRunWithOneLine() throws IOException {
    AppenderBase<ILoggingEvent> vanishing = new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        if (event.getMessage().startsWith("decoding")) {
          assertTrue(images.toFile().renameTo(directory.resolve("gone").toFile()));
        }
      }
    };
    Logger logger = (Logger) LoggerFactory.getLogger("org.mae4j.data.cache");
    vanishing.start();
    logger.addAppender(vanishing);
    try {
      Captured result = pretrain("--out", directory.resolve("run"));
      assertEquals(2, result.code(), result.err());
      assertEquals(images.resolve("2024/100% 'print'.jpg") + ": no such file or directory\n", result.err());
      assertFalse(Files.exists(directory.resolve("run")), "something was left behind");
      assertEquals(List.of(), cached(), "a half-written cache was left behind");
    } finally {
      logger.detachAppender(vanishing);
    }
  }

  private List<Path> cached() throws IOException {
    Path cache = directory.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.filter(file -> !file.toString().endsWith(".lock")).toList();
    }
  }

  private Captured pretrain(Object... words) {
    List<Object> all = new ArrayList<>(List.of("pretrain", SmallExperiment.write(directory), "data.source=folder",
        "data.dir=" + images, "data.cacheDir=" + directory.resolve("cache"), "data.labels=none",
        "data.testFraction=0.2",
        "pretrain.epochs=1", "pretrain.batch={size=2,microBatch=2}"));
    all.addAll(List.of(words));
    return Captured.run(all.toArray());
  }
}
