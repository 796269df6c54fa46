package org.mae4j.sweep.plan;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.base.Direction;
import org.mae4j.sweep.space.Condition;
import org.mae4j.sweep.space.Space;
import org.mae4j.sweep.space.SweepTexts;

/** What a file says of a sweep, and what it may not say. */
class SweepLoaderTest {
  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void everyKindOfSpaceIsRead() throws IOException {
    SweepPlan plan = texts.load("""
        seed = 3
        sweep {
          generator = random
          objective = pretrain.val.maskedMse
          direction = minimize
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
            finetune.mixup = { uniform = [0.1, 0.8], step = 0.1, when { finetune.layerDecay = [0.9, 0.5] } }
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-4, 3e-3] }
          }
        }
        """);
    assertEquals(new SweepConfig(SweepConfig.Generator.RANDOM, "pretrain.val.maskedMse", Direction.MINIMIZE,
        new SweepStop(30, 1.5), 7, 3, 2, 1, new PruneConfig("", 0, 1, 0.5)), plan.sweep());
    assertEquals(new TreeMap<>(Map.of(
        "model.maskRatio", new Space.Choice(List.of("0.5", "0.75")),
        "model.pooling", new Space.Choice(List.of("mean", "class-token")),
        "probe.learningRates", new Space.Choice(List.of("[0.1]", "[0.1, 0.3]")),
        "model.classToken", new Space.Choice(List.of("false", "true")),
        "model.encoder.width", new Space.Whole(96, 256, 32),
        "finetune.dropPath", new Space.Continuum(0, 0.3, false),
        "finetune.mixup", new Space.Stepped(new Space.Continuum(0.1, 0.8, false), 0.1),
        "finetune.layerDecay", new Space.Points(new Space.Continuum(0.5, 1, false), 6),
        "pretrain.optimizer.baseLearningRate", new Space.Continuum(1e-4, 3e-3, true))), plan.parameters().spaces());
    assertEquals(Map.of("finetune.mixup", new Condition(new TreeMap<>(Map.of("finetune.layerDecay",
        List.of("0.5", "0.9"))))), plan.parameters().conditions());
  }

  @Test
  void allMistakesAreReportedAtOnce() throws IOException {
    texts.assertProblems("""
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
            finetune.augment = ${absent}
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
        "x.conf:10: sweep.parameters.model.decoder: must be a group of keys, each with its space",
        "x.conf:11: sweep.parameters.finetune.augment: refers to what is not set: ${absent}");
  }

  @Test
  void aSweepMustHaveSomethingToSearchAndAnEnd() throws IOException {
    texts.assertProblems("seed = 1", "defaults: sweep.parameters: names no key: there is nothing to search");
    String space = "\nsweep.parameters.model.maskRatio = { uniform = [0.1, 0.5] }";
    texts.assertProblems("sweep.generator = random" + space,
        "x.conf:1: sweep.stop: needs candidates or hours: random has no end of its own");
    texts.assertProblems("sweep.stop.candidates = -1" + space,
        "x.conf:1: sweep.stop.candidates: must not be negative, is -1",
        "x.conf:2: sweep.parameters: a grid needs points or step beside uniform and logUniform: it "
            + "tries every value");
    texts.assertProblems(
        "sweep.parameters { model.encoder.depth = { integer = [1, 999] }, seed = { integer = [1, 999] } }",
        "x.conf:1: sweep.parameters: a grid of 9.98e+05 candidates; at most 100000");
    texts.assertProblems("sweep.parameters { threads = { integer = [1, 2] }, name = { choice = [a, b] } }",
        "x.conf:1: sweep.parameters.name: changes no outcome, so that there is nothing to search",
        "x.conf:1: sweep.parameters.threads: changes no outcome, so that there is nothing to search");
    texts.assertProblems("sweep { repeat = 2, parameters.seed = { integer = [1, 2] } }",
        "x.conf:1: sweep.parameters.seed: repeat gives each run of a candidate a seed of its own");
  }

  @Test
  void theObjectiveMustBeOneThatTheStagesProduceAndItsBetterSideTheRightOne() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.objective = linearProb.val.acuracy" + space,
        "x.conf:1: sweep.objective: no figure on validation that the stages produce, did you mean "
            + "'linearProbe.val.accuracy'?");
    texts.assertProblems("sweep.objective = pretrain.val.maskedMse" + space,
        "defaults: sweep.direction: must be minimize for pretrain.val.maskedMse");
  }

  @Test
  void aCandidateHasItsOwnValuesAndTheRestOfTheFile() throws IOException {
    SweepPlan plan = texts.load(
        "seed = 9\nprobe.epochs = 7\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }");
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
}
