package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.config.ConfigProblems.assertProblems;
import static org.mae4j.config.ConfigProblems.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.load.ConfigLoader;

/**
 * Tests the messages about invalid settings of configuration files: all problems, each with its place, without
 * consequential ones.
 */
class ConfigProblemsTest {
  @TempDir
  Path dir;

  @Test
  void reportsAllProblemsTogether() throws IOException {
    assertProblems(dir, """
        pretrain.epoch = 3
        model {
          patch = 5
          maskRatio = 0.999
          encoder { width = 50, heads = 4 }
          decoder.depth = two
        }
        finetune { dropPath = 1.0, batch.microBatch = 48 }
        """,
        "x.conf:1: pretrain.epoch: unknown key, did you mean 'pretrain.epochs'?",
        "x.conf:3: model.patch: must divide the image (3×32×32), is 5; use 1, 2, 4, 8, 16 or 32",
        "x.conf:4: model.maskRatio: leaves none of 36 patches visible: 0.999",
        "x.conf:5: model.encoder.width: must be a multiple of heads (4), is 50",
        "x.conf:6: model.decoder.depth: must be a whole number, is 'two'",
        "x.conf:8: finetune.batch.microBatch: must divide size (128), is 48",
        "x.conf:8: finetune.dropPath: must lie in [0, 1), is 1.0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "pretrain.epochs = abc | must be a whole number, is 'abc'",
      "pretrain.epochs = 2.5 | must be a whole number, is 2.5",
      "pretrain.epochs = 3000000000 | must lie in [-2147483648, 2147483647], is 3000000000",
      "pretrain.epochs = null | must be a whole number, is null",
      "pretrain.epochs = {a = 1} | must be a whole number, is a group of keys",
      "pretrain.epochs = 0 | must be at least 1, is 0",
      "seed = 9223372036854775808 | must lie in [-9223372036854775808, 9223372036854775807], is '9223372036854775808'",
      "model.maskRatio = NaN | must be a finite number, is 'NaN'",
      "model.maskRatio = 1.0 | must lie in [0, 1), is 1.0",
      "finetune.mixup = 1e999 | must be a finite number, is 1e999",
      "finetune.mixup = -1 | must be a finite number of at least 0, is -1.0",
      "model.classToken = yes | must be true or false, is 'yes'",
      "data.source = imagenet | no 'imagenet' is known, did you mean 'tiny-imagenet'? Known: cifar10, cifar100, csv,"
          + " embedded, fashion-mnist, folder, idx, kmnist, mnist, stl10, tiny-imagenet; --plugins adds those of a jar",
      "model.pooling = CLASS_TOKEN | must be one of mean, class-token, is 'CLASS_TOKEN'",
      "model.pooling = class-token | class-token needs classToken = true",
      "probe.learningRates = 0.1 | must be a list of finite numbers, is 0.1",
      "probe.learningRates = [0.1, a] | must be a list of finite numbers, is [0.1,\"a\"]",
      "probe.learningRates = [] | must be one or more finite numbers above 0, is []",
      "name = [a] | must be text, is [\"a\"]",
      "name = a/b | must be letters, digits, '.', '_' or '-', is 'a/b'",
      "model.encoder = 3 | must be a group of keys, is 3",
      "data.source = cifar10 | is required for source cifar10",
      "data.image.height = 16 | must be 3×32×32 for source embedded, is 3×16×32",
      "data.image.height = 0 | must lie in [1, 16384], is 0",
      "pretrain.optimizer.baseLearningRate = 0 | must be a finite number above 0, is 0.0",
      "model.patch = ${nothing} | refers to a key or variable that is not set: ${nothing}"}, quoteCharacter = '~')
  void reportsOneProblemPerInvalidValue(String line, String message) throws IOException {
    String key = line.startsWith("data.source = cifar10") ? "data.dir"
        : line.startsWith("data.source = imagenet") ? "data.source.kind"
            : line.startsWith("data.image.height = 16") ? "data.image" : line.substring(0, line.indexOf(" ="));
    assertProblems(dir, "\n" + line, "x.conf:2: " + key + ": " + message);
  }

  @ParameterizedTest
  @CsvSource({
      "pretrain.epoch = 1, pretrain.epochs", "finetune.mix_up = 1, finetune.mixup",
      "model.width = 1, model.encoder.width", "pretrian { epochs = 1 }, pretrain",
      "modle.patch = 1, model", "learningRates = [1], probe.learningRates",
      "data.dri = ${?MAE4J_SURELY_NOT_SET}, data.dir", "model.encoder.head = 1, model.encoder.heads"})
  void suggestsNearestKey(String line, String nearest) throws IOException {
    String key = line.replaceFirst(" .*", "").replaceFirst("modle.*", "modle");
    assertProblems(dir, line, "x.conf:1: " + key + ": unknown key, did you mean '" + nearest + "'?");
  }

  @Test
  void anImageAloneCannotBeMixed() throws IOException {
    String problem = "mixes the images of a micro-batch; set batch.microBatch to at least 2, or this to 0";
    assertProblems(dir, "finetune {\n mixup = 0.2\n cutmix = 1\n batch.microBatch = 1 }",
        "x.conf:2: finetune.mixup: " + problem, "x.conf:3: finetune.cutmix: " + problem);
  }

  @Test
  void doesNotCheckRelationsOfInvalidValues() throws IOException {
    assertProblems(dir, "model { patch = none, maskRatio = 0.99 }\nmodel.encoder { heads = x, width = 100 }",
        "x.conf:1: model.patch: must be a whole number, is 'none'",
        "x.conf:2: model.encoder.heads: must be a whole number, is 'x'");
    assertProblems(dir, "data { source = folder, dir = d }\ndata.image { height = 0, width = 30 }",
        "x.conf:2: data.image.height: must lie in [1, 16384], is 0");
  }

  @Test
  void placesProblemAtKeyOfTheFile() throws IOException {
    assertProblems(dir, "model.encoder.heads = 5",
        "x.conf:1: model.encoder.width: must be a multiple of heads (5), is 192");
    assertProblems(dir, "data.source = folder\ndata.dir = d\n\ndata.image.width = 33",
        "x.conf:4: model.patch: must divide the image (3×32×33), is 4; use 1, or change data.image");
  }

  @Test
  void placesProblemsOfOverridesOnCommandLine() throws IOException {
    assertProblems(dir, "pretrain.epochs = 3\nseed = x",
        List.of("pretrain.epochs=x", "modl.patch=4", "nonsense", "=5", "a..b=1", "probe.learningRates=[1,",
            "model.patch=3"),
        "command line: 'nonsense' must be key=value",
        "command line: '=5' has no key before '='",
        "command line: a..b: is not the path of a key",
        "command line: probe.learningRates: List should have had new element after a comma, instead had token: end of"
            + " file (if you want the comma or end of file to be part of a string value, then double-quote it)",
        "command line: modl: unknown key, did you mean 'model'?",
        "command line: pretrain.epochs: must be a whole number, is 'x'",
        "command line: model.patch: must divide the image (3×32×32), is 3; use 1, 2, 4, 8, 16 or 32",
        "x.conf:2: seed: must be a whole number, is 'x'");
  }

  @Test
  void anyValueOfAnyKeyLoadsOrIsReported() throws IOException {
    Path bad = Files.writeString(dir.resolve("x.conf"), """
        data { source = folder, image { height = 0, width = 30 } }
        model { patch = 7, positions = x, encoder { width = 50 }, decoder.heads = 5 }
        pretrain.batch.microBatch = 0
        """);
    Path good = Files.writeString(dir.resolve("y.conf"), "");
    for (String key : KnownKeys.of(ExperimentConfig.class).leaves()) {
      for (String value : List.of("-1", "0", "1", "7", "0.5", "2147483647", "true", "x", "", "[]", "{}", "${no}")) {
        message(bad, List.of(key + "=" + value));
        assertLoadsOrPlaces(good, key + "=" + value);
      }
    }
  }

  private static void assertLoadsOrPlaces(Path file, String override) {
    try {
      ConfigLoader.load(file, List.of(override));
    } catch (ConfigFileException e) {
      e.getMessage().lines().forEach(line -> assertTrue(line.startsWith("command line: "), line));
    }
  }
}
