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
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.Direction;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.model.decoder.CrossAttentionSettings;
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
        new TpeConfig(10, 4), List.of(), Repetitions.Score.MEAN), plan.sweep());
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

  @Test
  void readsParametersOfFirstTrials() throws IOException {
    SweepPlan plan = texts.load("""
        model.maskRatio = 0.6
        sweep {
          generator = tpe
          stop.trials = 3
          enqueue = [{}, { finetune { layerDecay = 0.8, mixup = 0.3 } }, { model.maskRatio = 0.4 }]
          parameters {
            model.maskRatio = { uniform = [0.5, 0.75] }
            finetune.layerDecay = { choice = [0.75, 0.8] }
            finetune.mixup = { uniform = [0.1, 0.8], when { finetune.layerDecay = [0.8] } }
          }
        }
        """);
    assertEquals(List.of(Map.of("model.maskRatio", "0.6", "finetune.layerDecay", "0.75"),
        Map.of("model.maskRatio", "0.6", "finetune.layerDecay", "0.8", "finetune.mixup", "0.3"),
        Map.of("model.maskRatio", "0.4", "finetune.layerDecay", "0.75")), plan.enqueued());
  }

  @Test
  void ownSettingsAreTrialOneByDefault() throws IOException {
    String space = """
        finetune.optimizer.clipNorm = 2
        sweep.stop.trials = 3
        sweep.parameters {
          model.maskRatio = { choice = [0.5, 0.6] }
          finetune.optimizer.clipNorm = { integer = [1, 3] }
        }
        sweep.generator =\s""";
    Map<String, String> own = Map.of("model.maskRatio", "0.75", "finetune.optimizer.clipNorm", "2");
    for (String generator : List.of("random", "genetic", "tpe")) {
      SweepPlan plan = texts.load(space + generator);
      assertEquals(List.of(own), plan.enqueued());
      assertEquals(7, plan.size(), "they lie outside of the space");
      assertEquals(List.of(), texts.load(space + generator, "sweep.enqueue=[]").enqueued());
    }
    assertEquals(List.of(), texts.load(space + "grid").enqueued(), "a grid is complete");
    assertEquals(List.of(own), texts.load(space + "grid", "sweep.enqueue=[{}]").enqueued());
  }

  @Test
  void rejectsParametersOfFirstTrials() throws IOException {
    String sweep = "\nsweep { parameters.model.maskRatio = { choice = [0.5, 0.75] } }\nsweep.enqueue = ";
    texts.assertProblems("seed = 1" + sweep + "[{ seed = 2 }, { model.maskRatio = 1.5 }, 3]",
        "x.conf:3: sweep.enqueue: seed is not searched; remove it, or add it to sweep.parameters",
        "x.conf:3: sweep.enqueue: model.maskRatio must lie in [0, 1), is 1.5",
        "x.conf:3: sweep.enqueue: must be a list of groups of keys, has 3");
    texts.assertProblems("seed = 1" + sweep + "none",
        "x.conf:3: sweep.enqueue: must be a list of groups of keys, is 'none'");
    texts.assertProblems("seed = 1" + sweep + "[{ model.maskRatoi = 0.5 }]",
        "x.conf:3: sweep.enqueue: model.maskRatoi: unknown key, did you mean 'model.maskRatio'?");
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
  void checksObjectiveAndDirection() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.objective = linearProb.val.acuracy" + space,
        "x.conf:1: sweep.objective: is not a validation metric of this experiment, did you mean "
            + "'linearProbe.val.accuracy'?");
    texts.assertProblems("sweep.objective = meanColor.val.maskedMse" + space,
        "x.conf:1: sweep.objective: is a metric that a sweep cannot search for, did you mean 'pretrain.val.maskedMse'?");
    texts.assertProblems("sweep.objective = pretrain.val.maskedMse" + space,
        "defaults: sweep.direction: must be minimize for pretrain.val.maskedMse");
  }

  @Test
  void readsSeveralObjectives() throws IOException {
    SweepConfig sweep = texts
        .load(
            """
                sweep {
                  objectives = [{ key = finetune.val.accuracy, direction = maximize }, { key = cost.cpuMinutes, direction = minimize }]
                  parameters.model.maskRatio = { choice = [0.1, 0.5] }
                }
                """)
        .sweep();
    assertEquals(List.of(new SweepObjective("finetune.val.accuracy", Direction.MAXIMIZE),
        new SweepObjective("cost.cpuMinutes", Direction.MINIMIZE)), sweep.searched());
    assertEquals("finetune.val.accuracy", sweep.objective());
    assertEquals(Direction.MAXIMIZE, sweep.direction());
    assertEquals(List.of("pretrain", "probe", "finetune"), Objectives.stages(List.of(sweep.searched().get(0),
        new SweepObjective("cost.flops", Direction.MINIMIZE),
        new SweepObjective("knn.val.accuracy", Direction.MAXIMIZE)))
        .stream().map(stage -> stage.name()).toList());
  }

  @Test
  void checksSeveralObjectives() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    String accuracy = "{ key = finetune.val.accuracy, direction = maximize }";
    texts.assertProblems("sweep.objective = knn.val.accuracy\nsweep.direction = maximize\n"
        + "sweep.objectives = [" + accuracy + ", { key = cost.flops, direction = minimize }]" + space,
        "x.conf:1: sweep.objective: cannot be set together with sweep.objectives, whose first entry takes its place; "
            + "remove one of the two",
        "x.conf:2: sweep.direction: cannot be set together with sweep.objectives, whose first entry takes its place; "
            + "remove one of the two");
    texts.assertProblems(
        "sweep.objectives = [" + accuracy + ", { key = finetune.test.accuracy, direction = maximize }, "
            + accuracy + ",\n{ key = cost.flop, direction = minimize }, { key = cost.flops, direction = maximize }]"
            + space,
        "x.conf:1: sweep.objectives: finetune.test.accuracy must be a validation metric, such as "
            + "'finetune.val.accuracy'; test metrics must not select a model",
        "x.conf:1: sweep.objectives: finetune.val.accuracy is named twice",
        "x.conf:1: sweep.objectives: cost.flop is not a validation metric of this experiment, did you mean "
            + "'cost.flops'?",
        "x.conf:1: sweep.objectives: direction must be minimize for cost.flops");
    texts.assertProblems("sweep.objectives = [{ key = cost.flops, direction = minimize }]" + space,
        "x.conf:1: sweep.objectives: cost.flops cannot be the first objective; begin sweep.objectives with a validation "
            + "metric, such as 'finetune.val.accuracy'");
    texts.assertProblems("sweep.objectives = [{ key = finetune.val.accuracy }]" + space,
        "x.conf:1: sweep.objectives: must be a list of groups, each with key (text) and direction (one of maximize, "
            + "minimize), is [{\"key\":\"finetune.val.accuracy\"}]");
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
  void objectiveThatNeedsLabelsIsRefusedWithoutLabels() throws IOException {
    String space = "\ndata.labels = none\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.objective = knn.val.accuracy" + space, "x.conf:1: sweep.objective: cannot be computed: "
        + "probes of frozen features: labels are needed, and data.labels is none; set data.labels = classes if the images have labels");
    texts.load("sweep { objective = pretrain.val.maskedMse, direction = minimize }" + space);
  }

  @Test
  void trialOverridesValuesOfTheFile() throws IOException {
    SweepPlan plan = texts.load(
        "seed = 9\nprobe.epochs = 7\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }");
    ExperimentConfig trial = plan.trialConfig(Map.of("model.maskRatio", "0.5", "probe.learningRates", "[0.2, 1.0]",
        "model.positions", "\"learned\""));
    assertEquals(0.5, trial.model().maskRatio());
    assertEquals(List.of(0.2, 1.0), trial.probe().learningRates());
    assertEquals(ModelConfig.PositionEmbedding.LEARNED, trial.model().positions());
    assertEquals(7, trial.probe().epochs());
    assertEquals(9, trial.seed());
    assertEquals("parameters: model.encoder.width: must be a multiple of heads (5), is 192",
        assertThrows(ConfigFileException.class, () -> plan.trialConfig(Map.of("model.encoder.heads", "5")))
            .getMessage());
  }

  @Test
  void aTrialOfAnotherKindKeepsTheSettingsOfTheFile() throws IOException {
    SweepPlan plan = texts.load("model.decoder { width = 64, heads = 4 }\ndata.source.train = 500\n"
        + "sweep.parameters.model.decoder.kind = { choice = [attention, cross] }");
    assertEquals(new CrossAttentionSettings(64, 4, 4, 4.0, 0.25),
        plan.trialConfig(Map.of("model.decoder.kind", "\"cross\"")).model().decoder().settings());
    assertEquals(new TransformerConfig(64, 4, 4, 4.0),
        plan.trialConfig(Map.of("model.decoder.kind", "\"attention\"")).model().decoder().settings());
    assertEquals(new NoSettings(), plan.trialConfig(Map.of("data.source.kind", "\"cifar10\"", "data.dir", "\"x\""))
        .data().source().settings());
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
}
