package org.mae4j.sweep.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.mae4j.sweep.plan.SweepPlan;

/** Tests search spaces with conditions. */
class SearchSpaceTest {
  /** Mixup depends on layer decay, and cutmix on mixup. */
  private static final String CHAIN = """
      finetune.layerDecay = { choice = [0.65, 0.75, 1.0] }
      finetune.mixup = { uniform = [0.2, 0.8], step = 0.2, when { finetune.layerDecay = [0.75, 0.65] } }
      finetune.cutmix = { choice = [0.5, 1.0], when { finetune.mixup = [0.6] } }
      model.decoder.depth = { integer = [1, 3] }""";

  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void pointHasOnlyVaryingKeys() throws IOException {
    SearchSpace space = texts.space(CHAIN);
    Map<String, String> values = Map.of("finetune.layerDecay", "0.65", "finetune.mixup", "0.6", "finetune.cutmix",
        "0.5", "model.decoder.depth", "2");
    assertEquals(values, space.point(values));
    assertEquals(Map.of("finetune.layerDecay", "0.65", "finetune.mixup", "0.4", "model.decoder.depth", "2"),
        space.point(with(values, "finetune.mixup", "0.4")));
    assertEquals(Map.of("finetune.layerDecay", "1.0", "model.decoder.depth", "2"),
        space.point(with(values, "finetune.layerDecay", "1.0")), "the condition of mixup is not met");
  }

  @Test
  void aDescriptionHasTheConditionOfItsKey() throws IOException {
    SearchSpace space = texts.space(CHAIN
        + """

            finetune.dropPath = { choice = [0.1, 0.2], when { finetune.layerDecay = [1.0], model.decoder.depth = [3, 1] } }""");
    space.descriptions().forEach((key, text) -> assertEquals(
        space.conditions().containsKey(key) ? space.conditions().get(key).values() : Map.of(),
        Condition.inDescription(text), text));
    assertEquals(Map.of(), Condition.inDescription("choice [a when b, c and d]"), "a value, not a condition");
  }

  /**
   * A layer decay of 1.0 has one point. Each of the other two has three mixups without cutmix and one with two
   * cutmixes.
   */
  @Test
  void countsAndListsEachPointOnce() throws IOException {
    SearchSpace space = texts.space(CHAIN);
    assertEquals((1 + 2 * (3 + 2)) * 3, space.size());
    assertEquals(space.size(), new TreeSet<>(space.points().stream().map(Object::toString).toList()).size());
    assertEquals(space.size(), space.points().size());
    assertEquals(List.of(
        "{finetune.layerDecay=0.65, finetune.mixup=0.2, model.decoder.depth=1}",
        "{finetune.layerDecay=0.65, finetune.mixup=0.4, model.decoder.depth=1}",
        "{finetune.cutmix=0.5, finetune.layerDecay=0.65, finetune.mixup=0.6, model.decoder.depth=1}",
        "{finetune.cutmix=1.0, finetune.layerDecay=0.65, finetune.mixup=0.6, model.decoder.depth=1}",
        "{finetune.layerDecay=0.65, finetune.mixup=0.8, model.decoder.depth=1}",
        "{finetune.layerDecay=0.75, finetune.mixup=0.2, model.decoder.depth=1}"),
        space.points().stream().limit(6).map(Object::toString).toList());
    space.points().forEach(point -> assertEquals(point, space.point(point)));
  }

  /** The pair (true, learned) has 4 depths. The three other pairs have one point each. */
  @Test
  void conditionOnTwoKeysNeedsBoth() throws IOException {
    SearchSpace space = texts.space("""
        model.classToken = { boolean = [false, true] }
        model.positions = { choice = [sincos, learned] }
        model.decoder.depth = { integer = [1, 4], when { model { classToken = [true], positions = [learned] } } }""");
    assertEquals(4 + 3, space.size());
    assertEquals(4 + 3, space.points().size());
  }

  @Test
  void spaceWithContinuousRangeIsInfinite() throws IOException {
    assertEquals(Double.POSITIVE_INFINITY, texts.space("""
        model.classToken = { boolean = [false, true] }
        finetune.mixup = { uniform = [0.1, 0.8], when { model.classToken = [false, true] } }""").size());
  }

  /** Values whose text in the file differs from their normalized text. */
  @Test
  void conditionsReadValuesLikeTheirKeys() throws IOException {
    SearchSpace space = texts.space("""
        finetune.optimizer.clipNorm = { integer = [1, 3] }
        probe.learningRates = { choice = [[0.1], [0.1, 0.30]] }
        pretrain.optimizer.baseLearningRate = { logUniform = [1e-4, 1e-2], points = 5 }
        finetune.mixup = { choice = [0.1, 0.2], when { finetune.optimizer.clipNorm = [3.0, 1] } }
        finetune.cutmix = { choice = [0.1, 0.2], when { probe.learningRates = [[0.1, 0.3]] } }
        finetune.dropPath = { choice = [0.1, 0.2], when { pretrain.optimizer.baseLearningRate = [3.16228e-4] } }""");
    assertEquals(List.of("1", "3"), space.conditions().get("finetune.mixup").values()
        .get("finetune.optimizer.clipNorm"));
    assertEquals((1 + 2 * 2) * (1 + 2) * (4 + 2), space.size());
  }

  @Test
  void conditionsAreMergedLikeOtherKeys() throws IOException {
    Files.writeString(directory.resolve("base.conf"), "sweep { generator = random, stop.trials = 1, parameters {\n"
        + CHAIN + "\n} }");
    SweepPlan plan = texts.load("include \"base.conf\"\n"
        + "sweep.parameters.finetune.mixup.when { finetune.layerDecay = [0.75], model.decoder.depth = [1, 2] }",
        "sweep.parameters.finetune.cutmix.when.finetune.mixup=[0.2, 0.4]");
    assertEquals("uniform [0.2, 0.8], step 0.2 when finetune.layerDecay is 0.75 and model.decoder.depth is 1 or 2",
        plan.space().descriptions().get("finetune.mixup"));
    assertEquals("choice [0.5, 1.0] when finetune.mixup is 0.2 or 0.4",
        plan.space().descriptions().get("finetune.cutmix"));
  }

  /** A key whose condition is not met has the value of the file. */
  @Test
  void identityHasFileValueOfConditionalKey() throws IOException {
    SweepPlan plan = texts.load("finetune { mixup = 0.35, layerDecay = 0.8 }\n"
        + "sweep { generator = random, stop.trials = 1, parameters {\n" + CHAIN + "\n} }");
    assertEquals("0.35", plan.identity().get("finetune.mixup"));
    assertEquals(null, plan.identity().get("finetune.layerDecay"));
    assertEquals(0.35, plan.trialConfig(Map.of("finetune.layerDecay", "1.0")).finetune().mixup());
  }

  @Test
  void gridSizeIsNumberOfPoints() throws IOException {
    String lines = """
        sweep.parameters {
          seed = { integer = [1, 50000] }
          train.maxSkips = { integer = [1, 50000]%s }
        }
        """;
    texts.assertProblems(lines.formatted(""),
        "x.conf:1: sweep.parameters: the grid has 2.50e+09 trials; the limit is 100000");
    assertEquals(99_999, texts.load(lines.formatted(", when { seed = [7] }")).space().points().size());
  }

  @Test
  void reportsAllProblemsOfConditions() {
    texts.assertProblems("""
        sweep { generator = random, stop.trials = 1, parameters {
          model.classToken = { boolean = [false, true] }
          model.maskRatio = { uniform = [0.5, 0.75] }
          model.encoder.depth = { integer = [1, 4], when = 3 }
          model.decoder.depth = { integer = [1, 4], when {} }
          model.encoder.heads = { choice = [1, 3], when {
            model.encoder.heads = [1]
            model.patch = [4]
            model.maskRatio = [0.5]
            model.clasToken = [true]
            probe = 3
          } }
          finetune.mixup = { choice = [0.1, 0.2], when { model.classToken = true } }
          finetune.cutmix = { choice = [0.1, 0.2], when { model.classToken = [] } }
          finetune.dropPath = { choice = [0.1, 0.2], when { model.classToken = [1] } }
          probe.neighbors = { integer = [5, 25], step = 10, when { probe.batch = [256, 100, 256] } }
          probe.batch = { choice = [128, 256] }
          finetune.labelSmoothing = { choice = [0.1, 1.2] }
          finetune.layerDecay = { choice = [0.1, 0.2], when { finetune.labelSmoothing = [0.1] } }
          pretrain.augment.erasing = { choice = [0.1, 0.2], when { finetune.layerDecay = [0.1] } }
        } }""",
        "x.conf:4: sweep.parameters.model.encoder.depth.when: must be a group of searched keys, each with its values "
            + "as a list",
        "x.conf:5: sweep.parameters.model.decoder.depth.when: must be a group of searched keys, each with its values "
            + "as a list",
        "x.conf:7: sweep.parameters.model.encoder.heads.when.model.encoder.heads: a key cannot be a condition of itself",
        "x.conf:8: sweep.parameters.model.encoder.heads.when.model.patch: must be a searched key",
        "x.conf:9: sweep.parameters.model.encoder.heads.when.model.maskRatio: has infinitely many values and cannot "
            + "be a condition; add step or points to its space",
        "x.conf:10: sweep.parameters.model.encoder.heads.when.model.clasToken: unknown key, did you mean "
            + "'model.classToken'?",
        "x.conf:11: sweep.parameters.model.encoder.heads.when.probe: must be a group of keys, each with its values as "
            + "a list",
        "x.conf:13: sweep.parameters.finetune.mixup.when.model.classToken: must be a list of values, is true",
        "x.conf:14: sweep.parameters.finetune.cutmix.when.model.classToken: must be a list of values, is []",
        "x.conf:15: sweep.parameters.finetune.dropPath.when.model.classToken: must be true or false, is 1",
        "x.conf:16: sweep.parameters.probe.neighbors.when.probe.batch: 100 is not a value of choice [128, 256]",
        "x.conf:16: sweep.parameters.probe.neighbors.when.probe.batch: has duplicate values: 256, 100, 256",
        "x.conf:18: sweep.parameters.finetune.labelSmoothing: must lie in [0, 1), is 1.2");
  }

  @Test
  void reportsImpossibleConditions() {
    texts.assertProblems("""
        sweep { generator = random, stop.trials = 1, parameters {
          model.classToken = { boolean = [false, true], when { model.positions = [learned] } }
          model.positions = { choice = [sincos, learned], when { model.pooling = [mean] } }
          model.pooling = { choice = [mean, class-token], when { model.positions = [sincos] } }
          probe.batch = { choice = [128, 256] }
          probe.neighbors = { choice = [5, 10], when { probe.batch = [128] } }
          probe.epochs = { choice = [5, 10], when { probe { batch = [256], neighbors = [5, 10] } } }
        } }""",
        "x.conf:3: sweep.parameters.model.positions.when: conditions form a cycle: model.positions needs model.pooling "
            + "needs model.positions",
        "x.conf:7: sweep.parameters.probe.epochs.when: is never met: its values exclude each other");
  }

  private static Map<String, String> with(Map<String, String> values, String key, String value) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(key, value);
    return changed;
  }
}
