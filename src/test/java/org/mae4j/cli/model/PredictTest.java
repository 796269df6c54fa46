package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.text.CsvText;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.LocalCifar10;
import org.mae4j.data.SplitSeeds;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.SmallExperiment;

/** Classes and accuracies that {@code predict} prints and writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictTest {
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

  @ParameterizedTest
  @CsvSource({"finetune, finetune", "scratch, scratch", "probe, linearProbe", "knn, knn"})
  void theAccuracyOnTestImagesIsThatOfTheRun(String classifier, String group) throws IOException {
    assertPredictsAsRecorded(run, classifier, group);
  }

  /** After a training on few images. */
  @Test
  void theAccuracyOnCifar10IsThatOfTheRun() throws IOException {
    Path cifar10 = directory.resolve("cifar10");
    Captured.success("pretrain", SmallExperiment.write(directory), "data.source=cifar10",
        "data.dir=\"" + LocalCifar10.require() + "\"", "data.trainLimit=200", "data.testLimit=2000",
        "pretrain.epochs=1", "figures.images=0",
        "--out", cifar10);
    Captured.success("finetune", cifar10, "finetune.epochs=1");
    Captured.success("probe", cifar10, "probe.controls=false", "probe.epochs=1");
    assertPredictsAsRecorded(cifar10, "finetune", "finetune");
    assertPredictsAsRecorded(cifar10, "probe", "linearProbe");
  }

  private static void assertPredictsAsRecorded(Path run, String classifier, String group) throws IOException {
    JsonNode predicted =
        Captured.success("predict", run, "--split", "test", "--classifier", classifier, "--json", "-").json();
    JsonNode recorded = new RunFiles(run).json("results.json");
    assertEquals(recorded.at("/" + group + "/test/accuracy"), predicted.get("accuracy"));
    assertEquals(recorded.at("/" + group + "/test/macroF1"), predicted.get("macroF1"));
    assertEquals(recorded.at("/" + group + "/test/confusion"), predicted.get("confusion"));
    assertEquals(recorded.get("classNames"), predicted.get("classNames"));
  }

  /** The test images as PNG files in a folder for each class. */
  @Test
  void aFolderByClassHasAnAccuracyToo() throws IOException {
    Path folder = directory.resolve("by-class");
    ExperimentConfig config = ConfigLoader.recorded(run.resolve("config.conf"), List.of());
    ImageSet test = DataSplits.read(config.data(), SplitSeeds.of(config), Decoding.QUIET).test();
    for (int i = 0; i < test.size(); i++) {
      Path file = folder.resolve(test.classNames().get(test.label(i))).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture(test, i), "png", file.toFile());
    }
    JsonNode recorded = new RunFiles(run).json("results.json").at("/linearProbe/test");
    JsonNode predicted =
        Captured.success("predict", run.resolve("checkpoints/probe.safetensors"), folder, "--json", "-").json();
    assertEquals(recorded.get("accuracy"), predicted.get("accuracy"));
    assertEquals(recorded.get("confusion"), predicted.get("confusion"));
    Captured text = Captured.success("predict", run, "--classifier", "probe", folder);
    assertTrue(text.out().contains(String.format(Locale.ROOT, "\naccuracy %.2f %%: ",
        100 * recorded.get("accuracy").doubleValue())), text.out());
    assertTrue(text.out().contains("… and 20 more; --csv and --json write all\n"), text.out());
    assertTrue(text.out().lines().skip(25).allMatch(line -> line.length() <= 80), text.out());
    FileUtils.moveDirectory(folder.resolve(test.classNames().get(0)).toFile(), folder.resolve("other").toFile());
    assertTrue(Captured.success("predict", run, folder).out()
        .contains("no accuracy: the classifier has no class other"));
  }

  private static BufferedImage picture(ImageSet images, int index) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(index, pixels, 0);
    int plane = pixels.length / 3;
    int width = images.shape().width();
    BufferedImage picture = new BufferedImage(width, plane / width, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int color = 0;
      for (int channel = 0; channel < 3; channel++) {
        color = color << 8 | Math.round((pixels[channel * plane + i] + 1) * 127.5f);
      }
      picture.setRGB(i % width, i / width, color);
    }
    return picture;
  }

  /** Fine-tuning on other classes leaves the linear probe the names that it was trained with. */
  @Test
  void aClassifierKeepsItsClassesWhenAnotherOneGetsNewClasses() throws IOException {
    Path other = directory.resolve("other-classes");
    for (String folder : List.of("train/bus", "train/car", "test/bus", "test/car")) {
      for (int i = 0; i < 6; i++) {
        TestImages.write(other.resolve(folder).resolve(i + ".png"), 32, 32, 0, i);
      }
    }
    Path tuned = directory.resolve("tuned");
    FileUtils.copyDirectory(run.toFile(), tuned.toFile());
    Captured.success("finetune", tuned, "data.source=folder", "data.dir=\"" + other + "\"", "finetune.epochs=1",
        "finetune.batch.size=2", "finetune.batch.microBatch=2", "data.cacheDir=\"" + directory + "\"");
    assertEquals("[\"bus\",\"car\"]",
        Captured.success("predict", tuned, photos, "--json", "-").json().get("classNames").toString());
    assertEquals(new RunFiles(run).json("results.json").get("classNames"),
        Captured.success("predict", tuned, photos, "--classifier", "probe", "--json", "-").json().get("classNames"));
    JsonNode ofTest = Captured.success("predict", tuned, "--split", "test", "--set", "data.source=folder", "--set",
        "data.dir=\"" + other + "\"", "--set", "data.cacheDir=\"" + directory + "\"", "--json", "-").json();
    assertEquals(other.resolve("test/bus/0.png").toString(), ofTest.at("/images/0/image").textValue(),
        ofTest.toString());
    assertEquals(other.resolve("test/car/5.png").toString(), ofTest.at("/images/11/image").textValue());
  }

  @Test
  void classesAreListedByProbability() throws IOException {
    Path csv = directory.resolve("predicted.csv");
    Captured text = Captured.success("predict", run, photos, "--top", "3", "--csv", csv);
    List<List<String>> lines = CsvText.read(Files.readString(csv));
    assertEquals(List.of("image", "label", "class1", "probability1", "class2", "probability2", "class3",
        "probability3"), lines.get(0));
    assertEquals(List.of(photos.resolve(ModelFixture.NAME).toString(), photos.resolve("deep/c.bmp").toString(),
        photos.resolve("deep/er/b.jpg").toString()), lines.stream().skip(1).map(line -> line.get(0)).toList());
    lines.stream().skip(1).forEach(line -> assertTrue(Double.parseDouble(line.get(3)) >= Double.parseDouble(line.get(5))
        && Double.parseDouble(line.get(5)) >= Double.parseDouble(line.get(7)), line.toString()));
    assertTrue(text.out().contains(photos.resolve(ModelFixture.NAME).toString()), text.out());
    assertTrue(text.err().contains("left out 1 file: .txt 1"), text.err());
    assertEquals(Files.readString(csv), Captured.success("predict", run, photos, "--top", "3", "--csv", "-").out());
  }
}
