package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.SweepConfig.Direction;

/** What a file says of a sweep, and what it may not say. */
class SweepLoaderTest {
  private static final TreeMap<String, Direction> OBJECTIVES = new TreeMap<>(Map.of(
      "linearProbe.val.accuracy", Direction.MAXIMISE, "pretrain.val.maskedMse", Direction.MINIMISE));

  @TempDir
  private Path directory;

  @Test
  void everyKindOfSpaceIsRead() throws IOException {
    SweepPlan plan = load("""
        seed = 3
        sweep {
          generator = random
          objective = pretrain.val.maskedMse
          direction = minimise
          stop { candidates = 30, hours = 1.5 }
          seed = 7
          repeat = 2
          parameters {
            model.maskRatio = { choice = [0.5, 0.75] }
            model.pooling = { choice = [mean, class-token] }
            probe.learningRates = { choice = [[0.1], [0.1, 0.3]] }
            model.classToken = { boolean = [false, true] }
            model.encoder.width = { integer = [96, 256], step = 32 }
            finetune { dropPath = { uniform = [0, 0.3] }, layerDecay = { uniform = [0.5, 1], points = 6 } }
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-4, 3e-3] }
          }
        }
        """);
    assertEquals(new SweepConfig(SweepConfig.Generator.RANDOM, "pretrain.val.maskedMse", Direction.MINIMISE,
        new SweepStop(30, 1.5), 7, 3, 2, 1, new PruneConfig("", 0, 1, 0.5)), plan.sweep());
    assertEquals(new TreeMap<>(Map.of(
        "model.maskRatio", new Space.Choice(List.of("0.5", "0.75")),
        "model.pooling", new Space.Choice(List.of("mean", "class-token")),
        "probe.learningRates", new Space.Choice(List.of("[0.1]", "[0.1, 0.3]")),
        "model.classToken", new Space.Choice(List.of("false", "true")),
        "model.encoder.width", new Space.Whole(96, 256, 32),
        "finetune.dropPath", new Space.Continuum(0, 0.3, false),
        "finetune.layerDecay", new Space.Points(new Space.Continuum(0.5, 1, false), 6),
        "pretrain.optimizer.baseLearningRate", new Space.Continuum(1e-4, 3e-3, true))), plan.parameters());
  }

  @Test
  void valuesOfASpaceAreThoseThatItSays() {
    Space.Points points = new Space.Points(new Space.Continuum(1e-4, 1e-2, true), 5);
    assertEquals(List.of("1.0E-4", "3.16228E-4", "0.001", "0.00316228", "0.01"),
        IntStream.range(0, 5).mapToObj(points::value).toList());
    Space.Whole whole = new Space.Whole(-2, 9, 4);
    assertEquals(List.of("-2", "2", "6"), IntStream.range(0, whole.size()).mapToObj(whole::value)
        .toList());
    assertEquals("0.123456789", new Space.Continuum(0, 0.123456789, false).text(0.1234568), "not above the end");
  }

  @Test
  void allMistakesAreReportedAtOnce() throws IOException {
    assertProblems("""
        model.patch = 5
        sweep {
          generatr = grid
          objective = linearProbe.test.accuracy
          maxFailures = 0
          parameters {
            pretrain.optimizer.baseLearningrate = { logUniform = [1e-4, 3e-3], points = 3 }
            model.maskRatio = { choice = [0.5, 1.5] }
            model.encoder.depth = { integer = [0, 4] }
            model.decoder = 3
          }
        }
        """,
        "x.conf:1: model.patch: must divide the image (3×32×32), is 5",
        "x.conf:3: sweep.generatr: unknown key, did you mean 'sweep.generator'?",
        "x.conf:4: sweep.objective: nothing is selected by a figure on test images; 'linearProbe.val.accuracy' is on "
            + "validation",
        "x.conf:5: sweep.maxFailures: must be at least 1, is 0",
        "x.conf:7: sweep.parameters.pretrain.optimizer.baseLearningrate: unknown key, did you mean "
            + "'pretrain.optimizer.baseLearningRate'?",
        "x.conf:8: sweep.parameters.model.maskRatio: must lie in [0, 1), is 1.5",
        "x.conf:9: sweep.parameters.model.encoder.depth: must be at least 1, is 0",
        "x.conf:10: sweep.parameters.model.decoder: must be a group of keys, each with its space");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "model.maskRatio = 0.5 | must be one of { choice = [A, B, …] }, { boolean = [false, true] }, "
          + "{ integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, { logUniform = [MIN, MAX] }, is 0.5",
      "model.maskRatio = { choice = [0.5, 0.6], uniform = [0, 1] } | must be one of { choice = [A, B, …] }, "
          + "{ boolean = [false, true] }, { integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, "
          + "{ logUniform = [MIN, MAX] }, has choice, uniform",
      "model.maskRatio = { choice = [] } | choice needs two values or more, has 0",
      "model.maskRatio = { choice = [0.5, 0.50] } | choice has 0.5 twice",
      "model.maskRatio = { choice = 0.5 } | choice must be a list, is 0.5",
      "model.maskRatio = { uniform = [0.1, 0.5], point = 3 } | unknown key 'point' beside uniform, did you mean "
          + "'points'?",
      "model.maskRatio = { uniform = [0.5, 0.1], points = 3 } | uniform must go from a lower to a higher number, is "
          + "[0.5, 0.1]",
      "model.maskRatio = { logUniform = [0, 0.5], points = 3 } | logUniform must lie above 0, is [0.0, 0.5]",
      "model.maskRatio = { uniform = [0.1, 0.5], points = 1 } | points must lie in [2, 1000000], is 1",
      "model.maskRatio = { uniform = [0.1], points = 2 } | uniform must be [MIN, MAX], two finite numbers, is [0.1]",
      "model.encoder.depth = { uniform = [1, 4], points = 3 } | uniform does not fit: the key must be a whole number",
      "model.encoder.depth = { integer = [4, 4] } | integer needs two values or more, from 4 to 4 in steps of 1 there "
          + "are fewer",
      "model.encoder.depth = { integer = [1, 4], step = 0 } | step must be a whole number of at least 1, is 0",
      "model.encoder.depth = { integer = [1, 4.5] } | integer must be [MIN, MAX], two whole numbers, is [1,4.5]",
      "model.encoder.depth = { boolean = [false, true] } | boolean does not fit: the key must be a whole number",
      "model.classToken = { boolean = [true, true] } | boolean must be [false, true]",
      "model.pooling = { choice = [mean, max] } | must be one of mean, class-token, is 'max'",
      "model.pooling = { integer = [1, 2] } | integer does not fit: the key must be one of mean, class-token"})
  void aSpaceThatIsNoneIsReported(String line, String problem) throws IOException {
    assertProblems("sweep.parameters {\n" + line + "\n}",
        "x.conf:2: sweep.parameters." + line.substring(0, line.indexOf(' ')) + ": " + problem);
  }

  @Test
  void aSweepMustHaveSomethingToSearchAndAnEnd() throws IOException {
    assertProblems("seed = 1", "defaults: sweep.parameters: names no key: there is nothing to search");
    String space = "\nsweep.parameters.model.maskRatio = { uniform = [0.1, 0.5] }";
    assertProblems("sweep.generator = random" + space,
        "x.conf:1: sweep.stop: needs candidates or hours: random has no end of its own");
    assertProblems("sweep.stop.candidates = -1" + space,
        "x.conf:1: sweep.stop.candidates: must not be negative, is -1",
        "x.conf:2: sweep.parameters: a grid needs points beside uniform and logUniform: the number of values to try");
    assertProblems("sweep.parameters { model.encoder.depth = { integer = [1, 999] }, seed = { integer = [1, 999] } }",
        "x.conf:1: sweep.parameters: a grid of 9.98e+05 candidates; at most 100000");
    assertProblems("sweep { repeat = 2, parameters.seed = { integer = [1, 2] } }",
        "x.conf:1: sweep.parameters.seed: repeat gives each run of a candidate a seed of its own");
  }

  @Test
  void theObjectiveMustBeOneThatTheStagesProduceAndItsBetterSideTheRightOne() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    assertProblems("sweep.objective = linearProb.val.acuracy" + space,
        "x.conf:1: sweep.objective: no figure on validation that the stages produce, did you mean "
            + "'linearProbe.val.accuracy'?");
    assertProblems("sweep.objective = pretrain.val.maskedMse" + space,
        "defaults: sweep.direction: must be minimise for pretrain.val.maskedMse");
  }

  @Test
  void aCandidateHasItsOwnValuesAndTheRestOfTheFile() throws IOException {
    SweepPlan plan = load("seed = 9\nprobe.epochs = 7\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }");
    ExperimentConfig candidate = plan.candidate(Map.of("model.maskRatio", "0.5", "probe.learningRates", "[0.2, 1.0]",
        "model.positions", "\"learned\""));
    assertEquals(0.5, candidate.model().maskRatio());
    assertEquals(List.of(0.2, 1.0), candidate.probe().learningRates());
    assertEquals(ModelConfig.Positions.LEARNED, candidate.model().positions());
    assertEquals(7, candidate.probe().epochs());
    assertEquals(9, candidate.seed());
    assertEquals("parameters: model.encoder.width: must be a multiple of heads (5), is 192",
        assertThrows(ConfigFileException.class, () -> plan.candidate(Map.of("model.encoder.heads", "5")))
            .getMessage());
  }

  @Test
  void otherCommandsPassOverASweep() throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), "seed = 4\nsweep { nonsense = ${absent} }");
    assertEquals(4, ConfigLoader.load(file, List.of("sweep.seed=x")).seed());
  }

  @Test
  void everyDefaultHasAComponentAndAnExplanation() {
    TreeSet<String> defaults = new TreeSet<>();
    SweepLoader.sweepDefaults().toConfig().getConfig("sweep").entrySet().forEach(entry -> {
      defaults.add(entry.getKey());
      assertTrue(!entry.getValue().origin().comments().isEmpty(), entry.getKey());
    });
    assertEquals(new TreeSet<>(KnownKeys.of(SweepConfig.class).leaves()), defaults);
  }

  private SweepPlan load(String text) throws IOException {
    return SweepLoader.load(Files.writeString(directory.resolve("x.conf"), text), List.of(), config -> OBJECTIVES);
  }

  private void assertProblems(String text, String... expected) throws IOException {
    assertEquals(String.join("\n", expected), assertThrows(ConfigFileException.class, () -> load(text)).getMessage()
        .replace(directory + "/", ""));
  }
}
