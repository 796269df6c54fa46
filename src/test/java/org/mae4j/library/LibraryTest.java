package org.mae4j.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.data.TestImages;
import org.mae4j.data.image.JpegFiles;
import org.mae4j.data.image.Photographs;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.result.Results;
import org.mae4j.testing.ExampleProgram;

/** Compiles the examples of the document against the classes, runs them, and tests the interface on their run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryTest {
  private ExampleProgram examples;
  private Path run;
  private Path photos;
  private String experiment;

  @BeforeAll
  void runTheExperimentOfTheDocument(@TempDir Path temporary) throws Exception {
    examples = ExampleProgram.compile(Path.of("src/examples/library/src/main/java"),
        Files.createDirectory(temporary.resolve("classes")));
    photos = Files.createDirectory(temporary.resolve("photos"));
    for (int i = 0; i < 9; i++) {
      TestImages.write(photos.resolve(i + ".png"), 40 + i, 32, i << 4, 0x3050A0 + 20 * i);
    }
    Path conf = SmallExperiment.write(temporary);
    Files.writeString(conf, "data.source.train = 60\npretrain.epochs = 2\n", StandardOpenOption.APPEND);
    run = temporary.resolve("run");
    experiment = example("RunExperiment", conf, run);
  }

  @Test
  void theDocumentShowsTheExamples() throws IOException {
    examples.assertShownBy(Path.of("docs/library.md"), 3);
  }

  @Test
  void anExperimentTellsItsEpochsAndMetrics() throws IOException {
    assertEquals(List.of("pretrain, epoch 1", "pretrain, epoch 2"),
        experiment.lines().filter(line -> line.startsWith("pretrain, epoch")).toList(), experiment);
    assertTrue(experiment.endsWith("\n" + Results.read(run.resolve("results.json"))
        .number("linearProbe.test.accuracy").orElseThrow() + "\n"), experiment);
  }

  /** As the experiment of the document would have, which has the same settings. */
  @Test
  void anInterruptStopsAnExperimentThatCanBeResumed(@TempDir Path temporary) throws IOException {
    Thread caller = Thread.currentThread();
    ExperimentListener interrupting = new ExperimentListener() {
      @Override
      public void onEpoch(String stage, int epoch) {
        caller.interrupt();
      }
    };
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(temporary)).with("data.source.train=60",
        "pretrain.epochs=2", "finetune.epochs=1").observedBy(interrupting);
    Path stopped = temporary.resolve("run");
    String message = assertThrows(ExperimentStoppedException.class, () -> runner.run(stopped)).getMessage();
    assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
    assertEquals(stopped + ": interrupted; resume it with ./mae4j resume " + stopped, message);
    assertEquals(Results.read(run.resolve("results.json")).number("linearProbe.test.accuracy").orElseThrow(),
        runner.observedBy(new ExperimentListener() {}).resume(stopped).metrics().get("linearProbe.test.accuracy"));
  }

  @Test
  void imagesAreEmbedded() throws Exception {
    String printed = example("EmbedImages", run, photos);
    assertEquals(9, printed.lines().filter(line -> line.endsWith(".png: 16 features")).count(), printed);
  }

  /** The example applies the orientation of a photo. */
  @Test
  void anImageIsClassified(@TempDir Path folder) throws Exception {
    BufferedImage upright = Photographs.draw(48, 32, BufferedImage.TYPE_INT_RGB);
    Path turned = Files.write(folder.resolve("turned.jpg"),
        JpegFiles.withExif(Photographs.jpeg(upright), JpegFiles.ROTATED));
    String printed = example("ClassifyImage", run, turned);
    try (ImageClassifier classifier = ImageClassifier.load(run)) {
      ClassProbability best = classifier.predict(Images.at(turned)).get(0).best();
      assertEquals(best.name() + ", " + best.probability(), printed.strip());
      assertNotEquals(best.probability(), classifier.predict(ImageIO.read(turned.toFile())).best().probability());
      assertEquals("fine-tuned network", classifier.title());
    }
  }

  @Test
  void threadsShareAModel() {
    try (ImageEncoder encoder = ImageEncoder.load(run, "threads=2")) {
      List<float[]> alone = values(encoder.embed(Images.at(photos)));
      List<CompletableFuture<List<float[]>>> others = IntStream.range(0, 4)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> values(encoder.embed(Images.at(photos))))).toList();
      others.forEach(other -> IntStream.range(0, alone.size())
          .forEach(i -> assertArrayEquals(alone.get(i), other.join().get(i))));
      assertEquals(16, encoder.width());
      assertEquals(16, encoder.patches());
    }
  }

  /** More images than are read ahead, in memory, as files, one by one and by patch. */
  @Test
  void everyWayGivesTheSameFeaturesInOrder() throws IOException {
    List<Path> files = IntStream.range(0, 400).mapToObj(i -> photos.resolve(i % 9 + ".png")).toList();
    BufferedImage first = ImageIO.read(files.get(0).toFile());
    try (ImageEncoder encoder = ImageEncoder.load(run)) {
      List<Embedding> embedded = encoder.embed(Images.at(files.toArray(Path[]::new)));
      assertEquals(files, embedded.stream().map(each -> each.image().file().orElseThrow()).toList());
      assertArrayEquals(encoder.embed(first), embedded.get(0).values(), 1e-6f);
      for (int i = 9; i < files.size(); i++) {
        assertArrayEquals(embedded.get(i % 9).values(), embedded.get(i).values(), 1e-6f);
      }
      List<float[]> patches = new ArrayList<>();
      encoder.embedPatches(Images.at(files.get(0)), each -> patches.add(each.values()));
      for (int feature = 0; feature < 16; feature++) {
        int column = feature;
        double mean =
            IntStream.range(0, 16).mapToDouble(patch -> patches.get(0)[patch * 16 + column]).average().orElse(0);
        assertEquals(mean, embedded.get(0).values()[feature], 1e-5);
      }
    }
  }

  /** Missing files are an error also where unreadable ones are skipped. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aFolderThatVanishesMidwayIsNamed(String skipUnreadable, @TempDir Path temporary) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("vanishing"));
    for (int i = 0; i < 1000; i++) {
      Files.createSymbolicLink(folder.resolve(i + 1000 + ".png"), photos.resolve("1.png"));
    }
    AtomicInteger embedded = new AtomicInteger();
    try (ImageEncoder encoder = ImageEncoder.load(run, "threads=1", "data.skipUnreadable=" + skipUnreadable)) {
      String message = assertThrows(UserException.class, () -> encoder.embed(Images.at(folder), embedding -> {
        if (embedded.getAndIncrement() == 0) {
          assertTrue(folder.toFile().renameTo(temporary.resolve("gone").toFile()));
        }
      })).getMessage();
      assertTrue(message.matches(Pattern.quote(folder.toString()) + "/1\\d{3}\\.png: no such file or directory"),
          message);
      assertTrue(embedded.get() > 0 && embedded.get() < 1000, embedded + " images");
    }
  }

  @Test
  void aClosedModelRefusesWork() {
    ImageEncoder encoder = ImageEncoder.load(run);
    encoder.close();
    assertThrows(IllegalStateException.class, () -> encoder.embed(Images.at(photos)));
  }

  @Test
  void everyClassifierOfTheRunGivesItsAccuracyAgain() throws IOException {
    Results results = Results.read(run.resolve("results.json"));
    for (String[] names : new String[][] {{"finetune", "finetune"}, {"scratch", "scratch"}, {"probe", "linearProbe"},
        {"knn", "knn"}}) {
      try (ImageClassifier classifier = ImageClassifier.load(run, Optional.of(names[0]))) {
        List<ClassPrediction> predictions = classifier.predict(classifier.split("test"));
        long right = predictions.stream()
            .filter(each -> each.best().name().equals(each.image().label().orElseThrow())).count();
        assertEquals(results.number(names[1] + ".test.accuracy").orElseThrow(), right / (double) predictions.size(),
            names[0]);
        predictions.forEach(each -> assertEquals(1,
            each.classes().stream().mapToDouble(ClassProbability::probability).sum(), 1e-9));
      }
    }
  }

  /** As the data source does: by first bytes, without what systems leave behind, and once around a circle of links. */
  @Test
  void imagesOfAFolderAreFoundAsForTraining(@TempDir Path folder) throws IOException {
    Path image = TestImages.write(folder.resolve("a/1.png"), 8, 8, 0, 1);
    Files.copy(image, folder.resolve("a/without ending"));
    Files.copy(image, Files.createDirectories(folder.resolve("__MACOSX")).resolve("1.png"));
    Files.writeString(folder.resolve("a/notes.txt"), "text");
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    Images images = Images.at(folder);
    assertEquals(List.of(image, folder.resolve("a/without ending")),
        IntStream.range(0, images.size()).mapToObj(i -> images.name(i).file().orElseThrow()).toList());
    assertEquals(Optional.of("a"), images.name(1).label());
  }

  /** As {@link ImageIO} returns it for a format that it does not know. */
  @Test
  void anImageThatIsNullIsNamed() {
    try (ImageClassifier classifier = ImageClassifier.load(run); ImageEncoder encoder = ImageEncoder.load(run)) {
      for (Executable use : List.<Executable>of(() -> classifier.predict((BufferedImage) null),
          () -> encoder.embed((BufferedImage) null), () -> Images.of(Collections.singletonList(null)))) {
        String message = assertThrows(NullPointerException.class, use).getMessage();
        assertTrue(message.startsWith("the image is null; ImageIO.read returns null for "), message);
      }
    }
  }

  @Test
  void mistakesAreOneLine() {
    assertTrue(assertThrows(UserException.class, () -> ImageEncoder.load(photos)).getMessage()
        .contains("not a run directory"));
    assertTrue(assertThrows(UserException.class, () -> Images.at(photos.resolve("none.png"))).getMessage()
        .contains("none.png: no such file"));
  }

  private static List<float[]> values(List<Embedding> embeddings) {
    return embeddings.stream().map(Embedding::values).toList();
  }

  private String example(String name, Object... words) throws Exception {
    return examples.run("example.library." + name, words);
  }
}
