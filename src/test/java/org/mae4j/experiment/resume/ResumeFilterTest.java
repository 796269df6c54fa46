package org.mae4j.experiment.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.experiment.Checkpoints;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.tensorboard.EventLog.EventKey;

/** A run with batches of 16 images whose pre-training has a checkpoint after step 8, with two metrics. */
class ResumeFilterTest {
  private static final List<String> STAGES = List.of("pretrain", "evaluate", "reconstruct", "finetune");

  @TempDir
  private Path path;
  private RunDirectory directory;
  private final ExperimentConfig config = SmallExperiment.config();

  @BeforeEach
  void saveCheckpoint() throws IOException {
    directory = RunDirectory.create(path.resolve("run"));
    Checkpoints.afterStep8(directory, config);
  }

  private ResumeFilter filter(int done) {
    return ResumeFilter.of(directory, STAGES.subList(done, STAGES.size()));
  }

  private static EventKey scalar(String tag, long step) {
    return new EventKey(tag, step, true);
  }

  private List<EventKey> kept(int done, EventKey... points) {
    Predicate<EventKey> metric = point -> point.scalar() && !point.tag().contains("/system/");
    return Stream.of(points).filter(filter(done).events(metric,
        new SeenImages(config, Map.of("pretrain", TrainingGroup.PRETRAIN)))).toList();
  }

  @Test
  void eventsBeforeTheCheckpointAreKept() {
    EventKey first = scalar("pretrain/train/loss", 64);
    EventKey machine = scalar("pretrain/system/waiting", 80);
    EventKey second = scalar("pretrain/train/loss", 128);
    EventKey histogram = new EventKey("pretrain/parameters/bias", 128, false);
    assertEquals(List.of(first, machine, second, histogram), kept(0, first, machine, second, histogram,
        scalar("pretrain/system/waiting", 144), scalar("pretrain/train/loss", 192),
        new EventKey("pretrain/parameters/bias", 192, false)));
  }

  /** The metrics of an epoch have the same step as those of its last step. */
  @Test
  void eventsAfterALaterMetricOfTheSameStepAreDropped() {
    EventKey first = scalar("pretrain/train/loss", 64);
    EventKey second = scalar("pretrain/train/loss", 128);
    assertEquals(List.of(first, second), kept(0, first, second, scalar("pretrain/train/epochLoss", 128),
        new EventKey("pretrain/reconstructions", 128, false)));
  }

  @Test
  void eventsOfStagesThatAreDoneAreKept() {
    EventKey pretrained = scalar("pretrain/train/loss", 1000);
    EventKey scratch = scalar("scratch/train/loss", 1000);
    EventKey drawn = new EventKey("reconstruct/reconstructions", 0, false);
    assertEquals(List.of(pretrained, scratch), kept(2, pretrained, scratch, drawn));
    assertEquals(List.of(pretrained, scratch, drawn), kept(3, pretrained, scratch, drawn));
  }

  @Test
  void keepsMetricsUpToCheckpoint() {
    List<MetricsLog.MetricRow> rows = Stream.of("pretrain.a", "scratch.a", "pretrain.b", "pretrain.c", "finetune.a")
        .map(name -> new MetricsLog.MetricRow(8, 1, name, 0)).toList();
    assertEquals(rows.subList(0, 3), rows.stream().filter(filter(0).metrics()).toList());
    assertEquals(rows.subList(0, 4), rows.stream().filter(filter(1).metrics()).toList());
  }

  @Test
  void keepsLayersUpToCheckpoint() throws IOException {
    List<LayerLog.LayerRow> rows = List.of(layer("pretrain", 4), layer("pretrain", 8), layer("scratch", 4),
        layer("pretrain", 9), layer("finetune", 4));
    assertEquals(rows.subList(0, 3), rows.stream().filter(filter(0).layers()).toList());
    assertEquals(rows.subList(0, 4), rows.stream().filter(filter(1).layers()).toList());
    RunDirectory fresh = RunDirectory.create(path.resolve("fresh"));
    assertEquals(rows.subList(2, 3), rows.stream().filter(ResumeFilter.of(fresh, STAGES).layers()).toList());
  }

  private static LayerLog.LayerRow layer(String stage, long step) {
    return new LayerLog.LayerRow(stage, step, "bias", LayerLog.Quantity.PARAMETER, Distribution.of(new float[] {1}));
  }
}
