package org.mae4j.experiment.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.sweep.objective.Objectives;
import org.mae4j.testing.PluginJar;

class StagesTest {
  @Test
  void runHasTheBuiltInStagesInOrder() {
    assertEquals(List.of("pretrain", "evaluate", "reconstruct", "probe", "finetune", "scratch"),
        Stages.of(SmallExperiment.config()).stream().map(Stage::name).toList());
  }

  @Test
  void builtInStagesAreNoExtensions() {
    assertTrue(Stages.of(SmallExperiment.config()).stream().noneMatch(Extension.class::isInstance));
  }

  @Test
  void anUnknownStageIsAnError() {
    String message = assertThrows(UserException.class, () -> Stages.get("warp")).getMessage();
    assertEquals("no stage or evaluation is called 'warp'; known: pretrain, evaluate, reconstruct, probe, finetune, "
        + "scratch; --plugins adds those of a jar", message);
  }

  @Test
  void controlPrecedesComparedMetric() {
    List<String> groups = Stages.metrics().stream().map(metric -> metric.group().key()).distinct().toList();
    assertEquals(List.of("interpolation", "meanColor", "pretrain", "pixelProbe", "randomProbe", "linearProbe",
        "pixelKnn", "randomKnn", "knn", "scratch", "finetune"), groups);
  }

  @Test
  void metricsDependOnTheConfiguration() {
    assertTrue(names("model.normalizeTargets=true").contains("normalisedMaskedMse"));
    assertTrue(names().stream().noneMatch(name -> name.contains("grey") || name.contains("normalised")));
  }

  @Test
  void controlsOfTheProbesCanBeLeftOut() {
    ExperimentConfig config = SmallExperiment.config("probe.controls=false");
    assertEquals(List.of("linearProbe", "knn"),
        Stages.PROBE.metrics(config).stream().map(metric -> metric.group().key()).distinct().toList());
    assertFalse(Objectives.of(config).containsKey("pixelProbe.val.accuracy"));
  }

  @Test
  void countsStepsInImagesOfTheStagesBatch() {
    ExperimentConfig config = SmallExperiment.config("finetune.batch.size=32");
    SeenImages images = Stages.seenImages(config);
    assertEquals(48, images.after("pretrain", 3));
    assertEquals(96, images.after("scratch", 3));
    assertEquals(3, images.after("evaluation-that-trains-nothing", 3));
  }

  @Test
  void anUnknownObjectiveIsAnError() {
    assertEquals(List.of(Stages.PRETRAIN, Stages.PROBE), Objectives.stages("knn.val.accuracy"));
    String message = assertThrows(UserException.class, () -> Objectives.stages("knn.val.loss")).getMessage();
    assertEquals("no stage reports the objective knn.val.loss; if a plugin does, add its jar with --plugins",
        message);
  }

  @Test
  void trainingFromScratchNeedsNoPretraining() {
    assertEquals(List.of(Stages.SCRATCH), Objectives.stages("scratch.val.accuracy"));
    assertFalse(Objectives.dependsOn("scratch.val.accuracy", "pretrain.epochs"));
  }

  @Test
  void anObjectiveDependsOnNoSettingsOfOtherStages() {
    assertTrue(Objectives.dependsOn("knn.val.accuracy", "probe.neighbors"));
    assertTrue(Objectives.dependsOn("knn.val.accuracy", "pretrain.epochs"));
    assertTrue(Objectives.dependsOn("scratch.val.accuracy", "finetune.epochs"));
    assertFalse(Objectives.dependsOn("knn.val.accuracy", "finetune.epochs"));
    assertFalse(Objectives.dependsOn("pretrain.val.mse", "figures.images"));
  }

  private static List<String> names(String... overrides) {
    return Stages.EVALUATE.metrics(SmallExperiment.config(overrides)).stream().map(ResultMetric::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"null, 'returns null; return List.of() if it has none'",
      "'Stream.of(SPREAD, (ResultMetric) null).toList()', 'returns a list with null; leave it out'"})
  void namesAnEvaluationThatReturnsNullForItsMetrics(String metrics, String problem, @TempDir Path folder)
      throws IOException {
    Path source = Files.createDirectory(folder.resolve("sources")).resolve("NearestClassMean.java");
    Files.writeString(source, Files.readString(Path.of("src/examples/evaluation/NearestClassMean.java"))
        .replace("Stream.concat(GROUP.classification().stream(), Stream.of(SPREAD)).toList()", metrics));
    Path jar = PluginJar.of(source.getParent(), "example.evaluation.NearestClassMean", folder);
    try {
      Extensions.add(List.of(jar));
      assertEquals("--plugins: example.evaluation.NearestClassMean of " + jar + " cannot be used: metrics() " + problem,
          assertThrows(UserException.class, Stages::metrics).getMessage());
    } finally {
      Extensions.add(List.of());
    }
  }
}
