package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.base.text.CsvText;
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.LocalCifar10;
import org.mae4j.data.SplitSeeds;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.Images;
import org.mae4j.record.npy.NpyMatrix;
import org.mae4j.testing.ExampleProgram;

/** Predicts, embeds and searches with the models of one run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  /** A name with characters that shells, URIs and locales treat in their own ways. */
  private static final String NAME = "a b'\"#%25ü日,ß.png";

  private Path directory;
  private Path run;
  private Path pretrained;
  private Path photos;

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path conf = SmallExperiment.write(temporary);
    run = temporary.resolve("run");
    assertSucceeds("run", conf, "data.source.train=60", "pretrain.epochs=1", "finetune.epochs=1", "--out", run);
    pretrained = temporary.resolve("pretrained");
    FileUtils.copyDirectory(run.toFile(), pretrained.toFile());
    for (String name : List.of("finetune-best", "scratch-best", "probe", "knn")) {
      Files.delete(pretrained.resolve("checkpoints/" + name + ".safetensors"));
    }
    photos = temporary.resolve("photos");
    TestImages.write(photos.resolve(NAME), 50, 32, 0, 0xFF0000);
    TestImages.write(photos.resolve("deep/er/b.jpg"), 32, 32, 0, 0x00FF00);
    TestImages.write(photos.resolve("deep/c.bmp"), 8, 70, 0, 0x0000FF);
    Files.writeString(photos.resolve("notes.txt"), "text");
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
    assertSucceeds("pretrain", SmallExperiment.write(directory), "data.source=cifar10",
        "data.dir=\"" + LocalCifar10.require() + "\"", "data.trainLimit=200", "data.testLimit=2000",
        "pretrain.epochs=1", "figures.images=0",
        "--out", cifar10);
    assertSucceeds("finetune", cifar10, "finetune.epochs=1");
    assertSucceeds("probe", cifar10, "probe.controls=false", "probe.epochs=1");
    assertPredictsAsRecorded(cifar10, "finetune", "finetune");
    assertPredictsAsRecorded(cifar10, "probe", "linearProbe");
  }

  private static void assertPredictsAsRecorded(Path run, String classifier, String group) throws IOException {
    JsonNode predicted = json("predict", run, "--split", "test", "--classifier", classifier, "--json", "-");
    JsonNode recorded = MAPPER.readTree(run.resolve("results.json").toFile());
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
    JsonNode recorded = MAPPER.readTree(run.resolve("results.json").toFile()).at("/linearProbe/test");
    JsonNode predicted = json("predict", run.resolve("checkpoints/probe.safetensors"), folder, "--json", "-");
    assertEquals(recorded.get("accuracy"), predicted.get("accuracy"));
    assertEquals(recorded.get("confusion"), predicted.get("confusion"));
    Captured text = assertSucceeds("predict", run, "--classifier", "probe", folder);
    assertTrue(text.out().contains(String.format(Locale.ROOT, "\naccuracy %.2f %%: ",
        100 * recorded.get("accuracy").doubleValue())), text.out());
    assertTrue(text.out().contains("… and 20 more; --csv and --json write all\n"), text.out());
    assertTrue(text.out().lines().skip(25).allMatch(line -> line.length() <= 80), text.out());
    FileUtils.moveDirectory(folder.resolve(test.classNames().get(0)).toFile(), folder.resolve("other").toFile());
    assertTrue(assertSucceeds("predict", run, folder).out()
        .contains("no accuracy: the classifier has no class other"));
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
    assertSucceeds("finetune", tuned, "data.source=folder", "data.dir=\"" + other + "\"", "finetune.epochs=1",
        "finetune.batch.size=2", "finetune.batch.microBatch=2", "data.cacheDir=\"" + directory + "\"");
    assertEquals(MAPPER.readTree("[\"bus\", \"car\"]"),
        json("predict", tuned, photos, "--json", "-").get("classNames"));
    assertEquals(MAPPER.readTree(run.resolve("results.json").toFile()).get("classNames"),
        json("predict", tuned, photos, "--classifier", "probe", "--json", "-").get("classNames"));
    JsonNode ofTest = json("predict", tuned, "--split", "test", "--set", "data.source=folder", "--set",
        "data.dir=\"" + other + "\"", "--set", "data.cacheDir=\"" + directory + "\"", "--json", "-");
    assertEquals(other.resolve("test/bus/0.png").toString(), ofTest.at("/images/0/image").textValue(),
        ofTest.toString());
    assertEquals(other.resolve("test/car/5.png").toString(), ofTest.at("/images/11/image").textValue());
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

  @Test
  void classesAreListedByProbability() throws IOException {
    Path csv = directory.resolve("predicted.csv");
    Captured text = assertSucceeds("predict", run, photos, "--top", "3", "--csv", csv);
    List<List<String>> lines = CsvText.read(Files.readString(csv));
    assertEquals(List.of("image", "label", "class1", "probability1", "class2", "probability2", "class3",
        "probability3"), lines.get(0));
    assertEquals(List.of(photos.resolve(NAME).toString(), photos.resolve("deep/c.bmp").toString(),
        photos.resolve("deep/er/b.jpg").toString()), lines.stream().skip(1).map(line -> line.get(0)).toList());
    lines.stream().skip(1).forEach(line -> assertTrue(Double.parseDouble(line.get(3)) >= Double.parseDouble(line.get(5))
        && Double.parseDouble(line.get(5)) >= Double.parseDouble(line.get(7)), line.toString()));
    assertTrue(text.out().contains(photos.resolve(NAME).toString()), text.out());
    assertTrue(text.err().contains("left out 1 file: .txt 1"), text.err());
    assertEquals(Files.readString(csv), assertSucceeds("predict", run, photos, "--top", "3", "--csv", "-").out());
  }

  /** The program of the document on ONNX has the logits of which the probabilities are the softmax. */
  @Test
  void anExportedClassifierPredictsTheSame() throws Exception {
    Path onnx = directory.resolve("classifier.onnx");
    assertSucceeds("export", run, "--format", "onnx", "--part", "classifier", "--out", onnx);
    ExampleProgram example = ExampleProgram.compile(Path.of("src/examples/onnx"),
        Files.createDirectory(directory.resolve("onnx-classes")));
    example.assertShownBy(Path.of("docs/onnx.md"), 1);
    Path image = TestImages.write(directory.resolve("exact.png"), 32, 32, 0x102030, 0x0000FF);
    List<String> printed = example.run("example.onnx.ClassifyWithOnnx", onnx, image).lines().toList();
    List<Double> logits = printed.stream().skip(1).map(Double::valueOf).toList();
    double sum = logits.stream().mapToDouble(Math::exp).sum();
    JsonNode predicted = json("predict", run, image, "--top", "99", "--json", "-");
    assertEquals(predicted.get("classNames"), MAPPER.readTree(printed.get(0)));
    for (JsonNode each : predicted.at("/images/0/classes")) {
      int index = IntStream.range(0, logits.size())
          .filter(i -> predicted.get("classNames").get(i).equals(each.get("class"))).findFirst().orElseThrow();
      assertEquals(each.get("probability").asDouble(), Math.exp(logits.get(index)) / sum, 1e-5);
    }
  }

  @Test
  void featuresOfImagesAndPatchesAreWritten() throws IOException {
    Path npy = directory.resolve("latents.npy");
    Path csv = directory.resolve("latents.csv");
    Path tokens = directory.resolve("tokens.npy");
    Captured embedded = assertSucceeds("embed", run, photos, "--out", npy);
    assertTrue(embedded.out().contains(npy + ": 3 images, 16 features; names in "), embedded.out());
    assertSucceeds("embed", run, photos, "--out", csv);
    assertSucceeds("embed", run, photos, "--out", tokens, "--tokens");
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
    assertSucceeds("embed", run, photos, "--out", npy);
    Captured inFile = assertSucceeds("search", run, query, "--in", npy, "--top", "2", "--out", sheet);
    String inFolder =
        assertSucceeds("search", run, query, "--in", photos, "--top", "2", "--out", sheet, "--force").out();
    assertTrue(inFolder.endsWith(inFile.out()), inFolder);
    List<String> lines = inFile.out().lines().toList();
    assertTrue(lines.get(2).contains("b.jpg"), inFile.out());
    assertEquals(5, lines.size(), inFile.out());
    BufferedImage drawn = ImageIO.read(sheet.toFile());
    assertTrue(drawn.getWidth() > 3 * 100, "three images in a row");
    Captured own = assertSucceeds("search", run, photos.resolve("deep/er/b.jpg"), "--in", photos);
    assertFalse(own.out().contains("b.jpg"), "without itself: " + own.out());
  }

  @Test
  void featuresOfAnotherModelAreRefused() throws IOException {
    Path npy = directory.resolve("ofBest.npy");
    Path names = directory.resolve("ofBest.images.csv");
    Path other = run.resolve("checkpoints/finetune-best.safetensors");
    Path query = photos.resolve("deep/c.bmp");
    assertSucceeds("embed", run, photos, "--out", npy);
    assertEquals(new Captured(2, "", npy + ": has features of another model than " + other
        + "; write it again by ./mae4j embed with this model\n"), Captured.run("search", other, query, "--in", npy));
    Files.writeString(names, Files.readString(names).replaceAll(",[^,]*\n", "\n")); // as older versions wrote it
    assertSucceeds("search", other, query, "--in", npy);
  }

  /** A repeated probe replaces its files; their encoder is the one that it was repeated with. */
  @Test
  void anOlderRunGetsItsClassifiersFromTheProbe() throws IOException {
    Path old = directory.resolve("old");
    FileUtils.copyDirectory(pretrained.toFile(), old.toFile());
    Captured before = Captured.run("predict", old, photos);
    assertEquals(2, before.code());
    assertTrue(
        before.err()
            .contains("has no classifier; resume the run if it was interrupted, or make one with ./mae4j probe "),
        before.err());
    assertSucceeds("probe", old, "data.source.train=60");
    for (String name : List.of("probe", "knn")) {
      assertArrayEquals(Files.readAllBytes(run.resolve("checkpoints/" + name + ".safetensors")),
          Files.readAllBytes(old.resolve("checkpoints/" + name + ".safetensors")), name);
    }
    assertSucceeds("probe", old.resolve("checkpoints/pretrain-last.safetensors"), "model.classToken=false",
        "probe.epochs=1", "probe.neighbors=3");
    JsonNode recorded = MAPPER.readTree(old.resolve("results.json").toFile());
    for (String[] names : new String[][] {{"probe", "linearProbe"}, {"knn", "knn"}}) {
      JsonNode predicted = json("predict", old, "--split", "test", "--classifier", names[0], "--json", "-");
      assertEquals(recorded.at("/" + names[1] + "/test/accuracy"), predicted.get("accuracy"));
    }
    assertFalse(Files.exists(old.resolve("checkpoints/probe.safetensors.previous")));
  }

  @Test
  void anInterruptedRunWithoutACheckpointIsToBeResumed() throws IOException {
    Path interrupted = directory.resolve("interrupted");
    FileUtils.copyDirectory(pretrained.toFile(), interrupted.toFile());
    Path checkpoint = interrupted.resolve("checkpoints/pretrain-best.safetensors");
    Files.delete(checkpoint);
    Captured refused =
        new Captured(2, "",
            checkpoint + ": no such checkpoint; resume the run if it was interrupted, or name another checkpoint\n");
    assertEquals(refused, Captured.run("export", interrupted));
    assertEquals(refused, Captured.run("embed", interrupted, photos, "--out", directory.resolve("none.npy")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "predict @pretrained @photos                                | has no classifier",
      "predict @pretrained @photos --classifier finetune          | has no finetune-best.safetensors",
      "predict @run/checkpoints/pretrain-best.safetensors @photos | has no classifier; name a run directory",
      "predict @run @photos --classifier svm                      | no classifier is called 'svm'",
      "predict @run/checkpoints/probe.safetensors @photos --classifier knn | another classifier than 'knn'",
      "predict @run @photos --top 0                               | --top: must be at least 1",
      "predict @run                                               | name images or folders after MODEL, or a part",
      "predict @run @photos --split test                          | --split: cannot be combined",
      "predict @run --split all                                   | no split is called 'all'",
      "predict @run @photos --csv - --json -                      | only one of them",
      "predict @run @photos --set model.encoder.depth=3           | model.encoder.depth = 3, but",
      "predict @run @photos --set model.encoder.width=24 --classifier probe | it has 16 features, the encoder 24",
      "predict @run @photos --set data.fat=pad                    | unknown key",
      "predict @none @photos                                      | no such run directory",
      "predict @run/checkpoints/none.safetensors @photos          | none.safetensors: no such checkpoint",
      "predict @run @none                                         | no such file or directory",
      "predict @run @empty                                        | has no images; add JPEG",
      "predict @run @bad/zero.png                                 | zero.png: ",
      "predict @run @bad/text.png                                 | text.png: ",
      "predict @run @bad/cut.png                                  | cut.png: ",
      "embed @run @bad --out @x.npy                               | bad/",
      "embed @run --out @x.npy                                    | name images or folders",
      "embed @run @photos --out @x.txt                            | must end in .npy or .csv",
      "embed @run @photos --out @x.csv --tokens                   | must end in .npy with --tokens",
      "embed @run @photos --out @file.npy                         | exists already",
      "embed @run @photos --out @photos/notes.npy --force         | which this command reads",
      "embed @run @photos --out @none/x.npy                       | create it first",
      "embed @run/checkpoints/probe.safetensors @photos --out @x.npy | has a classifier of features and no encoder",
      "search @run @photos --in @file.npy                         | not an array of numpy",
      "search @run @photos --in @empty                            | has no images; add JPEG",
      "search @run @photos --in @none                             | no such file",
      "search @run --in @photos                                   | name an image",
      "search @run @photos --in @photos --out @file.npy           | exists already"})
  void aMistakeIsOneLineAndLeavesNothing(String command, String message) throws IOException {
    Files.createDirectories(directory.resolve("empty"));
    Files.writeString(directory.resolve("file.npy"), "x");
    Path bad = Files.createDirectories(directory.resolve("bad"));
    Files.write(bad.resolve("zero.png"), new byte[0]);
    Files.writeString(bad.resolve("text.png"), "text");
    Path whole = TestImages.write(bad.resolve("whole.png"), 300, 300, 0, 1);
    Files.write(bad.resolve("cut.png"), Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) / 2));
    Files.writeString(photos.resolve("notes.npy"), "x");
    List<String> before = files();
    Captured refused = Captured.run(Stream.of(command.strip().replace("@", directory + "/").split(" +")).toArray());
    assertEquals(2, refused.code(), refused.err());
    List<String> lines = refused.err().lines()
        .filter(line -> !line.contains("left out ")).toList();
    assertEquals(1, lines.size(), refused.err());
    assertTrue(lines.get(0).contains(message), refused.err());
    assertEquals(before, files());
    Files.delete(photos.resolve("notes.npy"));
  }

  @Test
  void unreadableImagesAreSkippedOnDemand() throws IOException {
    Path mixed = directory.resolve("mixed");
    TestImages.write(mixed.resolve("a.png"), 32, 32, 0, 1);
    Files.write(mixed.resolve("b.png"), new byte[0]);
    Path npy = directory.resolve("mixed.npy");
    Captured embedded = assertSucceeds("embed", run, mixed, "--set", "data.skipUnreadable=true", "--out", npy);
    assertTrue(embedded.out().contains("skipped " + mixed.resolve("b.png")), embedded.out());
    assertTrue(embedded.out().contains("skipped 1 of 2 images\n"), embedded.out());
    assertEquals(1, NpyMatrix.read(npy).length);
  }

  @Test
  void imagesOfWhichNoneIsReadableAreAMistake() throws IOException {
    Path bad = Files.createDirectory(directory.resolve("unreadable"));
    Path first = Files.createFile(bad.resolve("a.png"));
    Captured alone = Captured.run("predict", run, bad, "--set", "data.skipUnreadable=true");
    assertEquals(2, alone.code());
    assertEquals(first + ": file is empty\n", alone.err());
    Files.createFile(bad.resolve("b.png"));
    Captured all = Captured.run("predict", run, bad, "--set", "data.skipUnreadable=true");
    assertEquals(2, all.code());
    assertTrue(all.err().endsWith("none of the 2 images can be read\n"), all.err());
  }

  @ParameterizedTest
  @CsvSource({"probe, 100", "probe, 40", "knn, 600", "finetune-best, 900"})
  void aDamagedModelIsNamed(String name, int bytes) throws IOException {
    Path damaged = directory.resolve("damaged");
    FileUtils.deleteDirectory(damaged.toFile());
    FileUtils.copyDirectory(run.toFile(), damaged.toFile());
    Path file = damaged.resolve("checkpoints/" + name + ".safetensors");
    byte[] content = Files.readAllBytes(file);
    content[bytes] ^= 1;
    Files.write(file, content);
    Captured refused = Captured.run("predict", file, photos);
    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().startsWith(file + ": "), refused.err());
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

  private List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.forEach(file -> names.add(file + " " + file.toFile().length()));
    }
    return names;
  }

  private static JsonNode json(Object... words) throws IOException {
    return MAPPER.readTree(assertSucceeds(words).out());
  }

  private static Captured assertSucceeds(Object... words) {
    Captured done = Captured.run(words);
    assertEquals(0, done.code(), done.err());
    return done;
  }
}
