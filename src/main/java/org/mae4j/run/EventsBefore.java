package org.mae4j.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.report.tensorboard.EventLog;

/**
 * Picks, from the first event to the last, those that stand before what remains of an agenda. Of a training to go on
 * with these are as many metrics as its checkpoint counts, and of what is no metric that which stands before the next
 * metric and is of no later step.
 */
final class EventsBefore implements Predicate<EventLog.Point> {
  private final Map<String, Long> metricsLeft = new HashMap<>();
  private final Map<String, Long> lastStep = new HashMap<>();

  /** @param config that gives the batches of what remains */
  EventsBefore(RunDirectory directory, Agenda agenda, ExperimentConfig config) {
    for (Stage stage : agenda.remaining()) {
      Path file = directory.trainingState(stage.key());
      metricsLeft.put(stage.key(), 0L);
      lastStep.put(stage.key(), -1L);
      if (TensorFile.exists(file)) {
        TrainingCheckpoint checkpoint = TrainingCheckpoint.peek(file);
        metricsLeft.put(stage.key(), checkpoint.rows());
        lastStep.put(stage.key(), RunEvents.images(config, stage.key(), checkpoint.state().step()));
      }
    }
  }

  @Override
  public boolean test(EventLog.Point point) {
    String[] words = point.tag().split("/");
    String stage = words[0];
    if (!metricsLeft.containsKey(stage)) {
      return true;
    }
    boolean metric = point.scalar() && !words[1].equals(RunEvents.SYSTEM);
    long left = metricsLeft.merge(stage, metric ? -1L : 0L, Long::sum);
    return left >= 0 && point.step() <= lastStep.get(stage);
  }
}
