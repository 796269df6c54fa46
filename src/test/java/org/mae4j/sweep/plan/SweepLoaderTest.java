package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.Direction;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.sweep.space.Condition;
import org.mae4j.sweep.space.FiniteNumbers;
import org.mae4j.sweep.space.Space;
import org.mae4j.sweep.space.SweepTexts;

/** Tests sweeps in configuration files, and the messages about invalid ones. */
class SweepLoaderTest {
  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void readsEveryKindOfSpace() throws IOException {
    SweepPlan plan = texts.load("""
        seed = 3
        sweep {
          generator = random
          objective = pretrain.val.maskedMse
          direction = minimize
          stop { trials = 30, hours = 1.5 }
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
        new SweepStop(30, 1.5), 7, 3, 2, 1, new PruneConfig("", 0, 1, 0.5, PruneConfig.Spacing.EQUAL, 1, 0),
        new SurrogateConfig(10, 4), List.of(), Repetitions.Score.MEAN), plan.sweep());
    assertEquals(new TreeMap<>(Map.of(
        "model.maskRatio", new Space.Categorical(List.of("0.5", "0.75")),
        "model.pooling", new Space.Categorical(List.of("mean", "class-token")),
        "probe.learningRates", new Space.Categorical(List.of("[0.1]", "[0.1, 0.3]")),
        "model.classToken", new Space.Categorical(List.of("false", "true")),
        "model.encoder.width", new FiniteNumbers.IntegerRange(96, 256, 32),
        "finetune.dropPath", new Space.RealRange(0, 0.3, false),
        "finetune.mixup", new FiniteNumbers.Stepped(new Space.RealRange(0.1, 0.8, false), 0.1),
        "finetune.layerDecay", new FiniteNumbers.Points(new Space.RealRange(0.5, 1, false), 6),
        "pretrain.optimizer.baseLearningRate", new Space.RealRange(1e-4, 3e-3, true))), plan.space().spaces());
    assertEquals(Map.of("finetune.mixup", new Condition(new TreeMap<>(Map.of("finetune.layerDecay",
        List.of("0.5", "0.9"))))), plan.space().conditions());
  }

  @Test
  void readsFormerNamesOfKeysAndInTheirConditions() throws IOException {
    SweepPlan plan = texts.load("""
        sweep.parameters {
          model.normaliseTargets { boolean = [false, true], when { pretrain.augment.erasing = [0.25] } }
          pretrain.augment.erasing { choice = [0, 0.25] }
          probe.neighbors { choice = [5, 9], when { model.normaliseTargets = [true] } }
        }
        """, "sweep.parameters.finetune.mixup.choice=[0.1,0.2]",
        "sweep.parameters.finetune.mixup.when.pretrain.augment.erasing=[0]");
    assertEquals(Map.of("model.normalizeTargets", "when pretrain.augment.randomErasing is 0.25", "probe.neighbors",
        "when model.normalizeTargets is true", "finetune.mixup", "when pretrain.augment.randomErasing is 0.0"),
        plan.space().conditions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> plan.space().descriptions().get(entry.getKey())
                .replaceFirst(".*(?=when)", ""))));
  }

  @Test
  void reportsAllProblemsTogether() throws IOException {
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
        "x.conf:1: model.patch: must divide the image (3×32×32), is 5; use 1, 2, 4, 8, 16 or 32",
        "x.conf:3: sweep.generatr: unknown key, did you mean 'sweep.generator'?",
        "x.conf:4: sweep.objective: must be a validation metric, such as 'linearProbe.val.accuracy'; test metrics must not "
            + "select a model",
        "x.conf:5: sweep.maxFailures: must be at least 1, is 0",
        "x.conf:7: sweep.parameters.pretrain.optimizer.baseLearningrate: unknown key, did you mean "
            + "'pretrain.optimizer.baseLearningRate'?",
        "x.conf:8: sweep.parameters.model.maskRatio: must lie in [0, 1), is 1.5",
        "x.conf:9: sweep.parameters.model.encoder.depth: must be at least 1, is 0",
        "x.conf:10: sweep.parameters.model.decoder: must be a group of keys, each with its space",
        "x.conf:11: sweep.parameters.finetune.augment: refers to a key or variable that is not set: ${absent}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "pretrain.optimiser.baseLearningRate = { choice = [1] } | pretrain.optimiser | pretrain.optimizer",
      "optimizer.lr = { choice = [1] } | optimizer | pretrain.optimizer",
      "pretrain.optimizer.lr = { choice = [1] } | pretrain.optimizer.lr | pretrain.optimizer.baseLearningRate",
      "model.maskRatios = { choice = [0.5] } | model.maskRatios | model.maskRatio"})
  void theNearestKeyOrGroupIsNamed(String space, String key, String nearest) {
    texts.assertProblems("sweep.parameters." + space,
        "x.conf:1: sweep.parameters." + key + ": unknown key, did you mean '"
            + nearest + "'?");
  }

  @Test
  void theKindsOfAChoiceAreSearchedByTheirKey() {
    texts.assertProblems("sweep.parameters.model.masking = { choice = [random, block] }",
        "x.conf:1: sweep.parameters.model.masking.choice: is not a key; search the kinds of model.masking with "
            + "model.masking.kind = { choice = […] }");
  }

  @Test
  void requiresParametersAndLimit() throws IOException {
    texts.assertProblems("seed = 1", "x.conf: sweep.parameters: is missing; add the keys to search (docs/sweeps.md)");
    texts.assertProblems("sweep.parameters {}", "x.conf:1: sweep.parameters: is empty; add at least one key to search");
    String space = "\nsweep.parameters.model.maskRatio = { uniform = [0.1, 0.5] }";
    texts.assertProblems("sweep.generator = random" + space,
        "x.conf:1: sweep.stop: set trials or hours: the generator random never ends by itself");
    texts.assertProblems("sweep.stop.trials = -1" + space,
        "x.conf:1: sweep.stop.trials: must not be negative, is -1",
        "x.conf:2: sweep.parameters: a grid tries every value: add points or step to uniform and "
            + "logUniform");
    texts.assertProblems(
        "sweep.parameters { model.encoder.depth = { integer = [1, 999] }, seed = { integer = [1, 999] } }",
        "x.conf:1: sweep.parameters: the grid has 9.98e+05 trials; the limit is 100000");
    texts.assertProblems("sweep.parameters { threads = { integer = [1, 2] }, name = { choice = [a, b] } }",
        "x.conf:1: sweep.parameters.name: does not change the results; remove it",
        "x.conf:1: sweep.parameters.threads: does not change the results; remove it");
    texts.assertProblems("sweep { repeat = 2, parameters.seed = { integer = [1, 2] } }",
        "x.conf:1: sweep.parameters.seed: cannot be searched with repeat > 1, which gives each run of a trial its own seed");
  }

  @Test
  void checksThatKeysOfPruningFitTogether() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.prune { after = 2, brackets = 3 }" + space,
        "x.conf:1: sweep.prune.brackets: needs spacing = geometric");
    texts.assertProblems("sweep.prune { afterCpuMinutes = 2 }" + space,
        "x.conf:1: sweep.prune.afterCpuMinutes: needs spacing = geometric");
    texts.assertProblems("sweep.prune { after = 2, every = 2, spacing = geometric, afterCpuMinutes = 0.5 }" + space,
        "x.conf:1: sweep.prune.every: has no effect with spacing = geometric; remove it",
        "x.conf:1: sweep.prune.afterCpuMinutes: replaces after; remove one of them");
    texts.assertProblems("sweep.prune { afterCpuMinutes = -1, brackets = 0, spacing = geometric }" + space,
        "x.conf:1: sweep.prune.brackets: must be at least 1, is 0",
        "x.conf:1: sweep.prune.afterCpuMinutes: must be a finite number of at least 0, is -1.0");
    assertTrue(
        texts.load("sweep.prune { afterCpuMinutes = 0.5, spacing = geometric }" + space).sweep().prune().prunes());
  }

  @Test
  void otherCommandsIgnoreSweepBlock() throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), "seed = 4\nsweep { nonsense = ${absent} }");
    assertEquals(4, ConfigLoader.load(file, List.of("sweep.seed=x")).seed());
  }

  @Test
  void everyDefaultHasComponentAndExplanation() {
    TreeSet<String> defaults = new TreeSet<>();
    SweepLoader.sweepDefaults().toConfig().getConfig("sweep").entrySet().forEach(entry -> {
      defaults.add(entry.getKey());
      assertTrue(!entry.getValue().origin().comments().isEmpty(), entry.getKey());
    });
    assertTrue(defaults.remove("enqueue"), "it is a list of groups, which is no part of the record");
    assertEquals(new TreeSet<>(KnownKeys.of(SweepConfig.class).leaves()), defaults);
  }

  @Test
  void theFormerNameOfTheSurrogateIsRead() throws IOException {
    SweepPlan plan = texts.load("""
        sweep {
          generator = tpe
          stop.trials = 3
          tpe { startup = 5, pending = 2 }
          parameters.model.maskRatio = { choice = [0.5, 0.75] }
        }
        """);
    assertEquals(new SurrogateConfig(5, 2), plan.sweep().surrogate());
    assertEquals("2", plan.identity().get("sweep.surrogate.pending"));
    assertEquals("7", SweepLoader.recordedSettings().present(Map.of("sweep.tpe.pending", "7"))
        .get("sweep.surrogate.pending"), "a journal");
  }
}
