package org.mae4j.data.tinyimagenet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.TestImages;

class TinyImageNetSourceTest {
  private static final int RED = 0xFF0000;

  @TempDir
  Path dir;

  private final TinyImageNetSource source =
      new TinyImageNetSource(new TinyImageNetSource.Counts(3, 2, 2));

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(dir.resolve("wnids.txt"), "n3\nn1\nn2\n");
    Files.writeString(dir.resolve("words.txt"), "n0\tentity\nn1\tgoldfish, Carassius auratus\nn2\tcrane\n"
        + "n3\tcrane, lifting machine\n");
    for (String id : List.of("n1", "n2", "n3")) {
      Files.writeString(Files.createDirectories(dir.resolve("train").resolve(id)).resolve(id + "_boxes.txt"), "");
      for (int i = 0; i < 2; i++) {
        image("train/" + id + "/images/" + id + "_" + i, id.charAt(1) * 3 + i);
      }
    }
    image("val/images/val_0", RED);
    image("val/images/val_1", 0);
    Files.writeString(dir.resolve("val/val_annotations.txt"),
        "val_1.JPEG\tn2\t0\t32\t44\t62\nval_0.JPEG\tn3\t1\t2\t3\t4\n");
    image("test/images/test_0", 0);
  }

  @Test
  void readsTrainingImagesByClassAndValidationImagesAsTestImages() {
    SourceSplits splits = read();
    assertEquals(List.of("crane (n3)", "goldfish", "crane (n2)"), splits.train().classNames());
    assertEquals(List.of(0, 0, 1, 1, 2, 2), labels(splits.train()));
    ImageSet test = splits.test().orElseThrow();
    assertEquals(List.of(2, 0), labels(test));
    float[] image = new float[test.shape().size()];
    test.copyTo(1, image, 0);
    assertTrue(image[0] > 0.95 && image[64 * 64] < -0.95 && image[2 * 64 * 64] < -0.95, "red");
    assertEquals(0, splits.skipped());
  }

  @Test
  void incompleteFoldersAreNamed() throws IOException {
    Files.delete(dir.resolve("train/n1/images/n1_1.JPEG"));
    assertRefused(dir.resolve("train/n1/images") + ": has 1 images, expected 2");
    Files.writeString(dir.resolve("wnids.txt"), "n3\nn1\n");
    assertRefused(dir.resolve("wnids.txt") + ": expected 3 classes, found 2");
    Files.writeString(dir.resolve("wnids.txt"), "n3\nn1\nn9\n");
    assertRefused(dir.resolve("words.txt") + ": has no words for the class n9");
    Files.delete(dir.resolve("words.txt"));
    assertRefused(dir + ": words.txt is missing; `./mae4j data tiny-imagenet --dir NEW-DIRECTORY` downloads Tiny "
        + "ImageNet");
  }

  @Test
  void annotationsAreChecked() throws IOException {
    Path annotations = dir.resolve("val/val_annotations.txt");
    Files.writeString(annotations, "val_1.JPEG\tn2\t0\n");
    assertRefused(annotations + ": lists 1 images, expected 2");
    Files.writeString(annotations, "val_1.JPEG\tn2\t0\nval_0.JPEG\tn8\t0\n");
    assertRefused(annotations + ": line 2 names no class of wnids.txt: val_0.JPEG\tn8\t0");
    Files.writeString(annotations, "val_1.JPEG\tn2\t0\nval_7.JPEG\tn1\t0\n");
    assertTrue(message().contains("val_7.JPEG: no such file"), message());
  }

  @Test
  void damagedImagesAreNamed() throws IOException {
    Path file = dir.resolve("train/n1/images/n1_0.JPEG");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(message().startsWith(file + ": "), message());
    TestImages.write(dir.resolve("small.jpg"), 32, 64, RED, RED);
    Files.copy(dir.resolve("small.jpg"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(message().startsWith(file + ": ") && message().contains("32×64"), message());
  }

  private void assertRefused(String message) {
    assertEquals(message, message());
  }

  private String message() {
    return assertThrows(DataException.class, this::read).getMessage();
  }

  private SourceSplits read() {
    DataConfig config = DataConfigs.of(new Choice("tiny-imagenet", new NoSettings()), dir.toString(),
        new ImageShape(64, 64, 3), ImageFit.CROP, false);
    return source.read(config, Decoding.QUIET);
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).boxed().toList();
  }

  private void image(String name, int color) throws IOException {
    Path file = TestImages.write(dir.resolve(name + ".jpg"), 64, 64, color, color);
    Files.move(file, dir.resolve(name + ".JPEG"));
  }
}
