package org.mae4j.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;

/** A command that is refused changes no file, and leaves none behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedCommandsTest {
  private Path directory;

  @BeforeAll
  void prepare(@TempDir Path temporary) throws IOException {
    directory = temporary;
    SmallExperiment.write(temporary);
    Files.createDirectory(temporary.resolve("folder"));
    Files.writeString(temporary.resolve("file"), "of the user");
    FileUtils.copyDirectory(Path.of("src/test/resources/old-sweep/cut").toFile(), path("sweep").toFile());
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", path("image.png").toFile());
    assertEquals(0, run("pretrain @small.conf data.source.train=60 pretrain.epochs=1 --out @run").code());
  }

  /** All commands with a file of their own, without its name. */
  static Stream<String> commandsWithAFile() {
    return Stream.of("export @run --out", "export @run --format onnx --out", "report @run --out",
        "report @run @run --out", "report @sweep --out",
        "reconstruct @run @image.png --out", "bench --against djl --raw");
  }

  @ParameterizedTest
  @MethodSource("commandsWithAFile")
  void noFileTakesThePlaceOfSomethingElse(String command) {
    assertRefused(": is empty; name a file", command + "= --force");
    assertRefused("is a directory; name a file", command + " @folder --force");
    assertRefused("is a directory; name a file", command + " @run --force");
    assertRefused("exists already; name another file, or replace it with --force", command + " @file");
    assertRefused("is not a regular file", command + " /dev/null --force");
    assertRefused("none does not exist; create it first", command + " @none/file");
    assertRefused("/proc/file cannot be written: no such file or directory\n", command + " /proc/file");
  }

  @ParameterizedTest
  @CsvSource({"export @run, run/config.conf", "export @run, run/checkpoints/pretrain-best.safetensors",
      "export @run/checkpoints/pretrain-last.safetensors, run/checkpoints/pretrain-last.safetensors",
      "report @run, run/metrics.csv", "report @run @run, run/config.conf", "report @sweep, sweep/sweep.jsonl",
      "reconstruct @run @image.png, image.png", "reconstruct @run @image.png, run/config.conf"})
  void noInputIsReplaced(String command, String input) throws IOException {
    assertRefused("name another file", command + " --force --out @" + input);
    Path link = Files.createSymbolicLink(path("link"), path(input));
    assertRefused("name another file", command + " --force --out @link");
    Files.delete(link);
  }

  @ParameterizedTest
  @MethodSource("commandsWithAFile")
  void anExistingFileIsReplacedOnDemand(String command) throws IOException {
    if (!command.startsWith("bench")) {
      Path own = Files.createDirectory(path("own"));
      Path file = Files.writeString(own.resolve("file.png"), "before");
      Captured written = run(command + " @own/file.png --force");
      assertEquals(0, written.code(), written.err());
      assertTrue(Files.size(file) > 100);
      assertEquals(List.of("file.png"), List.of(own.toFile().list()));
      FileUtils.deleteDirectory(own.toFile());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run @small.conf --out", "pretrain @small.conf --out",
      "sweep src/test/resources/old-sweep/sweep.conf --out"})
  void noDirectoryOfARunTakesThePlaceOfSomethingElse(String command) {
    assertRefused("--out: is empty; name a directory", command + "=");
    assertRefused("the directory is not empty", command + " @run");
    assertRefused("not a directory", command + " @file");
    assertRefused("cannot create the directory", command + " @file/run");
    assertRefused("cannot create the directory", command + " /proc/run");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "probe     | model.encoder.depth=3               | model.encoder.depth = 3, but the model was trained with 2",
      "finetune  | model.encoder.depth=3               | model.encoder.depth = 3, but",
      "finetune  | model.encoder.width=24              | model.encoder.width = 24, but",
      "finetune  | model.encoder.mlpRatio=2            | model.encoder.mlpRatio = 2",
      "finetune  | model.encoder.heads=1               | model.encoder.heads = 1, but the model was trained with 2",
      "finetune  | model.classToken=true               | model.classToken = true",
      "finetune  | model.positions=learned             | model.positions = learned",
      "finetune  | model.layerNormEpsilon=1e-5         | model.layerNormEpsilon",
      "finetune  | model.patch=4                       | model.patch = 4, but the model was trained with 8; it cannot change",
      "probe     | model.patch=4                       | model.patch = 4",
      "evaluate  | model.patch=4                       | model.patch = 4",
      "evaluate  | model.decoder.width=8               | model.decoder.width = 8",
      "evaluate  | model.decoder.heads=1               | model.decoder.heads = 1",
      "evaluate  | model.normalizeTargets=true         | model.normalizeTargets",
      "evaluate  | model.maskRatio=0                   | masks none",
      "evaluate  | --evaluation=none                   | no evaluation is called 'none'",
      "finetune  | data.image.channels=1               | data.image",
      "finetune  | data.source=folder data.dir=@none   | no such directory",
      "finetune  | data.trainLimit=5                   | image",
      "finetune  | finetune.batch.size=1000 finetune.batch.microBatch=10 | finetune.batch.size",
      "finetune  | finetune.augment.cropPadding=40     | finetune.augment.cropPadding",
      "finetune  | finetune.augment.cropPadding=2 finetune.augment.resizedCrop.scale=[0.2,1] | use one of the two crops",
      "finetune  | finetune.augment.resizedCrop.scale=[0.2] | finetune.augment.resizedCrop.scale: must be [] or",
      "finetune  | finetune.augment.colorJitter.hue=0.6 | finetune.augment.colorJitter.hue: must lie in [0, 0.5]",
      "finetune  | finetune.epoch=4                    | unknown key",
      "probe     | threads=-1                          | threads"})
  void aStageThatCannotBeRepeatedChangesNothing(String command, String settings, String message) {
    assertRefused(message, command + " @run " + settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"results.json", "metrics.csv", "provenance.json", "layers.csv", "system.csv",
      "checkpoints/pretrain-best.safetensors"})
  void aDamagedRecordIsNamedBeforeAnythingChanges(String name) throws IOException {
    Path file = path("run").resolve(name);
    byte[] before = Files.readAllBytes(file);
    Files.writeString(file, "x\nx\n");
    try {
      assertRefused(name, "finetune @run");
    } finally {
      Files.write(file, before);
    }
  }

  @Test
  void aSheetNeedsImages() {
    assertRefused("--out: needs IMAGE files", "reconstruct @run --out @sheet.png");
    assertRefused("sheet.jpg must end with .png", "reconstruct @run a.png --out @sheet.jpg");
  }

  private void assertRefused(String message, String command) {
    SortedMap<String, String> before = new RunFiles(directory).digests();
    Captured refused = run(command);
    assertEquals(2, refused.code(), command + "\n" + refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(message), command + "\n" + refused.err());
    assertEquals(before, new RunFiles(directory).digests(), command);
  }

  /** Runs a command, in which {@code @NAME} is a file in the directory of this test. */
  private Captured run(String command) {
    return Captured.run(Stream.of(command.replace("@", directory + "/").split(" ")).toArray());
  }

  private Path path(String name) {
    return directory.resolve(name);
  }
}
