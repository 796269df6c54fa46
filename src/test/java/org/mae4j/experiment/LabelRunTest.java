package org.mae4j.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.data.ModelDescription;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.LabelNeeds;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;

/** Runs on images without labels, and with few of them. */
class LabelRunTest {
  @TempDir
  Path dir;

  @Test
  void withoutLabelsStagesThatNeedThemAreLeftOut() throws IOException {
    ExperimentConfig config = config("data.labels=none");
    RunDirectory run = start(config);
    assertEquals(List.of("pretrain", "evaluate", "reconstruct"),
        ResumePlan.read(run.resumePlan()).orElseThrow().stages());
    Results results = Results.read(run.results());
    assertTrue(results.number("pretrain.val.maskedMse").isPresent());
    assertTrue(results.number("pretrain.test.maskedMse").isPresent());
    assertTrue(results.number("linearProbe.val.accuracy").isEmpty());
    assertEquals(Set.of("train", "validation", "test"), provenance(run).digests().keySet());
    assertEquals(180, provenance(run).imageCounts().get("train"));
    for (Stage stage : List.of(Stages.PROBE, Stages.FINETUNE, Stages.SCRATCH)) {
      String message = assertThrows(UserException.class,
          () -> Experiment.repeat(invocation(), ExistingRun.at(run.path()), config, List.of(stage))).getMessage();
      assertEquals(
          stage.title()
              + ": labels are needed, and data.labels is none; set data.labels = classes if the images have labels",
          message);
    }
    assertThrows(UserException.class, () -> LabelNeeds.possible(config, List.of(Stages.SCRATCH)));
    assertFalse(ModelDescription.of(config, LabelNeeds.possible(config, Stages.of(config)), 200)
        .contains("classifier"));
  }

  @Test
  void withFewLabelsPretrainingSeesAllImages() throws IOException {
    RunDirectory run = start(config("data.labeledFraction=0.1", "finetune.batch.size=16"));
    assertEquals(180 / 16, steps(run, "pretrain"));
    assertEquals(20 / 16, steps(run, "finetune"));
    RecordedCommand provenance = provenance(run);
    assertTrue(provenance.digests().containsKey("unlabeled"));
    assertEquals(20, provenance.imageCounts().get("train"));
    assertEquals(160, provenance.imageCounts().get("unlabeled"));
    int validation = Arrays.stream(Results.read(run.results()).matrix("knn.val.confusion").orElseThrow())
        .flatMapToInt(Arrays::stream).sum();
    assertEquals(20, validation);
  }

  @Test
  void batchThatIsLargerThanTheLabeledImagesNamesTheFraction() {
    String message = assertThrows(UserException.class, () -> start(config("data.labeledFraction=0.05"))).getMessage();
    assertEquals("finetune.batch.size = 16: larger than the 10 labeled training images that remain beside validation "
        + "with data.labeledFraction = 0.05; use finetune.batch.size=8", message);
  }

  @Test
  void batchesThatAreLargerThanTheImagesAreNamedTogether() {
    assertEquals("pretrain.batch.size = 400 and finetune.batch.size = 190: larger than the 180 training images that "
        + "remain beside validation; use pretrain.batch.size=176 finetune.batch.size=180 finetune.batch.microBatch=180",
        assertThrows(UserException.class, () -> start(config("pretrain.batch.size=400",
            "pretrain.batch.microBatch=16", "finetune.batch.size=190", "finetune.batch.microBatch=190"))).getMessage());
  }

  private static ExperimentConfig config(String... overrides) {
    String[] all = Arrays.copyOf(overrides, overrides.length + 4);
    System.arraycopy(new String[] {"pretrain.epochs=1", "finetune.epochs=1", "probe.epochs=1", "figures.images=0"}, 0,
        all, overrides.length, 4);
    return SmallExperiment.config(all);
  }

  private RunDirectory start(ExperimentConfig config) throws IOException {
    return Experiment.start(invocation(), config, Optional.of(dir.resolve("run")), Stages.of(config));
  }

  private static Invocation invocation() {
    return new Invocation(Instant.now(), List.of("run"));
  }

  private static RecordedCommand provenance(RunDirectory run) throws IOException {
    return ProvenanceFile.read(run.provenance()).get(0);
  }

  private static long steps(RunDirectory run, String stage) throws IOException {
    return MetricsLog.read(run.metrics()).stream().filter(row -> row.stage().equals(stage))
        .mapToLong(MetricsLog.MetricRow::step).max().orElseThrow();
  }
}
