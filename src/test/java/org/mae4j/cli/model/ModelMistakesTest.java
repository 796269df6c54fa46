package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.data.TestImages;

/** Messages about mistakes in commands that use models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelMistakesTest {
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

  private List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.forEach(file -> names.add(file + " " + file.toFile().length()));
    }
    return names;
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
}
