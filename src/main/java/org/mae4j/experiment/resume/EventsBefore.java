package org.mae4j.experiment.resume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.progress.SeenImages;
import org.mae4j.experiment.run.RunEvents;
import org.mae4j.record.tensorboard.EventLog;

/**
 * Picks, from the first event to the last, those that stand before what remains of an agenda. Of a training to go on
 * with these are as many metrics as its checkpoint counts, and of what is no metric that which stands before the next
 * metric and is of no later step.
 */
public final class EventsBefore implements Predicate<EventLog.Point> {
  private final Map<String, Long> metricsLeft = new HashMap<>();
  private final Map<String, Long> lastStep = new HashMap<>();

  /**
   * @param remaining checkpoints of what remains, by stage; empty where a stage has none
   * @param images number of images that a stage has seen after a step
   */
  public EventsBefore(Map<String, Optional<TrainingCheckpoint>> remaining, SeenImages images) {
    remaining.forEach((stage, checkpoint) -> {
      metricsLeft.put(stage, checkpoint.map(TrainingCheckpoint::rows).orElse(0L));
      lastStep.put(stage,
          checkpoint.map(found -> images.after(stage, found.state().step())).orElse(-1L));
    });
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
