package org.mae4j.experiment.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.experiment.Checkpoints;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.tensorboard.EventLog.Point;

/** A run with batches of 16 whose pre-training has a checkpoint after step 8, by which it had two metrics. */
class EventsBeforeTest {
  private static final List<String> STAGES = List.of(Evaluations.PRETRAIN.name(), Evaluations.EVALUATE.name(), Evaluations.RECONSTRUCT.name());

  @TempDir
  private Path path;
  private RunDirectory directory;
  private final ExperimentConfig config = SmallExperiment.config();

  @BeforeEach
  void saveCheckpoint() throws IOException {
    directory = RunDirectory.create(path.resolve("run"));
    Checkpoints.afterStep8(directory, config);
  }

  private static Point scalar(String tag, long step) {
    return new Point(tag, step, true);
  }

  private List<Point> kept(int done, Point... points) {
    ResumePlan agenda = new ResumePlan(ConfigRenderer.values(config), STAGES, done, "pretrain-best.safetensors", Map.of());
    return Stream.of(points).filter(new EventsBefore(TrainingCheckpoint.remaining(directory, agenda),
        Evaluations.seenImages(config))).toList();
  }

  @Test
  void whatStandsBeforeTheCheckpointIsKept() {
    Point first = scalar("pretrain/train/loss", 64);
    Point machine = scalar("pretrain/system/waiting", 80);
    Point second = scalar("pretrain/train/loss", 128);
    Point histogram = new Point("pretrain/parameters/bias", 128, false);
    assertEquals(List.of(first, machine, second, histogram), kept(0, first, machine, second, histogram,
        scalar("pretrain/system/waiting", 144), scalar("pretrain/train/loss", 192),
        new Point("pretrain/parameters/bias", 192, false)));
  }

  /** The end of an epoch is told after its last step, and at the same step. */
  @Test
  void whatFollowsALaterMetricOfTheSameStepIsDropped() {
    Point first = scalar("pretrain/train/loss", 64);
    Point second = scalar("pretrain/train/loss", 128);
    assertEquals(List.of(first, second), kept(0, first, second, scalar("pretrain/train/epochLoss", 128),
        new Point("pretrain/reconstructions", 128, false)));
  }

  @Test
  void ofOtherStagesThoseThatAreDoneAreKept() {
    Point pretrained = scalar("pretrain/train/loss", 1000);
    Point finetuned = scalar("finetune/train/loss", 1000);
    Point drawn = new Point("reconstruct/reconstructions", 0, false);
    assertEquals(List.of(pretrained, finetuned), kept(2, pretrained, finetuned, drawn));
    assertEquals(List.of(pretrained, finetuned, drawn), kept(3, pretrained, finetuned, drawn));
  }
}
