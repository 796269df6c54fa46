package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.base.text.CsvText;
import org.mae4j.cli.harness.Captured;
import org.mae4j.data.TestImages;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.Images;
import org.mae4j.record.npy.NpyMatrix;

/** Features that {@code embed} writes, and images that {@code search} finds by them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
  private Path directory;
  private Path run;
  private Path photos;

  @BeforeAll
  void copy(@TempDir Path temporary) throws IOException {
    directory = temporary;
    ModelFixture fixture = ModelFixture.in(temporary);
    run = fixture.run();
    photos = fixture.photos();
  }

  @Test
  void featuresOfImagesAndPatchesAreWritten() throws IOException {
    Path npy = directory.resolve("latents.npy");
    Path csv = directory.resolve("latents.csv");
    Path tokens = directory.resolve("tokens.npy");
    Captured embedded = Captured.success("embed", run, photos, "--out", npy);
    assertTrue(embedded.out().contains(npy + ": 3 images, 16 features; names in "), embedded.out());
    Captured.success("embed", run, photos, "--out", csv);
    Captured.success("embed", run, photos, "--out", tokens, "--tokens");
    float[][] features = NpyMatrix.read(npy);
    List<List<String>> names = CsvText.read(Files.readString(directory.resolve("latents.images.csv")));
    List<List<String>> rows = CsvText.read(Files.readString(csv));
    assertEquals(List.of("1", photos.resolve("deep/c.bmp").toString(), "deep"), names.get(2).subList(0, 3));
    assertEquals(features.length + 1, rows.size());
    for (int i = 0; i < features.length; i++) {
      assertEquals(names.get(i + 1).subList(1, 3), rows.get(i + 1).subList(0, 2));
      float[] values = features[i];
      for (int j = 0; j < values.length; j++) {
        assertEquals(values[j], Float.parseFloat(rows.get(i + 1).get(j + 2)));
      }
    }
    assertTrue(new String(Files.readAllBytes(tokens), StandardCharsets.ISO_8859_1)
        .contains("'shape': (3, 16, 16)"));
    assertEquals(192 + 3 * 16 * 16 * 4, Files.size(tokens));
  }

  @Test
  void theMostSimilarImagesAreFound() throws IOException {
    Path npy = directory.resolve("searched.npy");
    Path sheet = directory.resolve("sheet.png");
    Path query = TestImages.write(directory.resolve("query.png"), 32, 32, 0, 0x00F810);
    Captured.success("embed", run, photos, "--out", npy);
    Captured inFile = Captured.success("search", run, query, "--in", npy, "--top", "2", "--out", sheet);
    String inFolder =
        Captured.success("search", run, query, "--in", photos, "--top", "2", "--out", sheet, "--force").out();
    assertTrue(inFolder.endsWith(inFile.out()), inFolder);
    List<String> lines = inFile.out().lines().toList();
    assertTrue(lines.get(2).contains("b.jpg"), inFile.out());
    assertEquals(5, lines.size(), inFile.out());
    BufferedImage drawn = ImageIO.read(sheet.toFile());
    assertTrue(drawn.getWidth() > 3 * 100, "three images in a row");
    Captured own = Captured.success("search", run, photos.resolve("deep/er/b.jpg"), "--in", photos);
    assertFalse(own.out().contains("b.jpg"), "without itself: " + own.out());
  }

  @Test
  void featuresOfAnotherModelAreRefused() throws IOException {
    Path npy = directory.resolve("ofBest.npy");
    Path names = directory.resolve("ofBest.images.csv");
    Path other = run.resolve("checkpoints/finetune-best.safetensors");
    Path query = photos.resolve("deep/c.bmp");
    Captured.success("embed", run, photos, "--out", npy);
    assertEquals(new Captured(2, "", npy + ": has features of another model than " + other
        + "; write it again by ./mae4j embed with this model\n"), Captured.run("search", other, query, "--in", npy));
    Files.writeString(names, Files.readString(names).replaceAll(",[^,]*\n", "\n")); // as older versions wrote it
    Captured.success("search", other, query, "--in", npy);
  }

  @Test
  void unreadableImagesAreSkippedOnDemand() throws IOException {
    Path mixed = directory.resolve("mixed");
    TestImages.write(mixed.resolve("a.png"), 32, 32, 0, 1);
    Files.write(mixed.resolve("b.png"), new byte[0]);
    Path npy = directory.resolve("mixed.npy");
    Captured embedded = Captured.success("embed", run, mixed, "--set", "data.skipUnreadable=true", "--out", npy);
    assertTrue(embedded.out().contains("skipped " + mixed.resolve("b.png")), embedded.out());
    assertTrue(embedded.out().contains("skipped 1 of 2 images\n"), embedded.out());
    assertEquals(1, NpyMatrix.read(npy).length);
  }

  @Test
  void aFolderThatVanishesLeavesNothing() throws IOException {
    Path folder = directory.resolve("vanishing");
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("a.png"), TestImages.write(directory.resolve("there/a.png"), 32, 32, 0, 1));
    Images images = Images.at(folder);
    FileUtils.deleteDirectory(folder.toFile());
    try (ImageEncoder encoder = ImageEncoder.load(run)) {
      UserException problem = assertThrows(UserException.class, () -> encoder.embed(images));
      assertEquals(folder.resolve("a.png") + ": no such file or directory", problem.getMessage());
    }
  }
}
