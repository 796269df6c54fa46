package org.mae4j.experiment.resume;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.tensorboard.EventLog;

/**
 * Selects the records that stay when a run resumes. Records of finished stages stay. Of the stages that remain, only
 * the records up to the training checkpoint stay, and none if there is no checkpoint: the stage writes the others again.
 */
public final class ResumeFilter {
  private final Map<String, Reached> remaining;

  /**
   * The position of a training checkpoint.
   *
   * @param rows number of rows of the stage in {@code metrics.csv}
   * @param step number of optimizer steps; -1 if there is no checkpoint
   */
  private record Reached(long rows, long step) {
    private static final Reached NOTHING = new Reached(0, -1);

    private static Reached of(Path file) {
      if (!TensorFiles.exists(file)) {
        return NOTHING;
      }
      TrainingCheckpoint checkpoint = TrainingCheckpoint.peek(file);
      return new Reached(checkpoint.rows(), checkpoint.state().step());
    }
  }

  private ResumeFilter(Map<String, Reached> remaining) {
    this.remaining = remaining;
  }

  /**
   * Reads the training checkpoints of the stages that remain.
   *
   * @param stages keys of these stages
   * @throws org.mae4j.checkpoint.CheckpointException if a checkpoint is damaged or has another version
   */
  public static ResumeFilter of(RunDirectory directory, Collection<String> stages) {
    Map<String, Reached> remaining = new HashMap<>();
    stages.forEach(stage -> remaining.put(stage, Reached.of(directory.checkpoints().trainingState(stage))));
    return new ResumeFilter(remaining);
  }

  /**
   * Returns the number of rows that a stage had in {@code metrics.csv} at its training checkpoint, 0 without one.
   *
   * @throws org.mae4j.checkpoint.CheckpointException if the checkpoint is damaged or has another version
   */
  public static long rows(RunDirectory directory, String stage) {
    return Reached.of(directory.checkpoints().trainingState(stage)).rows();
  }

  /** Returns a filter of metrics. It counts them, so it is applied once to each row, in the order of the file. */
  public Predicate<MetricsLog.MetricRow> metrics() {
    Map<String, Long> left = rows();
    return row -> !left.containsKey(row.stage()) || left.merge(row.stage(), -1L, Long::sum) >= 0;
  }

  public Predicate<LayerLog.LayerRow> layers() {
    return row -> !remaining.containsKey(row.stage()) || row.step() <= remaining.get(row.stage()).step();
  }

  /**
   * Returns a filter of TensorBoard events. It counts metrics, so it is applied once to each event, in the order of the
   * file. Of the other events those stay that precede the first dropped metric and are not of a later step.
   *
   * @param metric selects the events that are metrics
   * @param images counts the images that a stage has seen, which is the step of its events
   */
  public Predicate<EventLog.EventKey> events(Predicate<EventLog.EventKey> metric, SeenImages images) {
    Map<String, Long> left = rows();
    return event -> {
      String stage = event.tag().split("/")[0];
      return !left.containsKey(stage)
          || left.merge(stage, metric.test(event) ? -1L : 0L, Long::sum) >= 0
              && event.step() <= images.after(stage, remaining.get(stage).step());
    };
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new HashMap<>();
    remaining.forEach((stage, reached) -> rows.put(stage, reached.rows()));
    return rows;
  }
}
