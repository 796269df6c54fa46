package org.mae4j.experiment.resume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.record.log.MetricsLog;

/**
 * Picks, from the first row to the last, those that stand before what remains of an agenda: of a stage still to do
 * none, of a training to go on with as many as its checkpoint counts, of others all.
 */
public final class RowsBefore implements Predicate<MetricsLog.Row> {
  private final Map<String, Long> left = new HashMap<>();

  /** @param remaining checkpoints of what remains, by stage; empty where a stage has none */
  public RowsBefore(Map<String, Optional<TrainingCheckpoint>> remaining) {
    remaining.forEach((stage, checkpoint) -> left.put(stage, checkpoint.map(TrainingCheckpoint::rows).orElse(0L)));
  }

  @Override
  public boolean test(MetricsLog.Row row) {
    return !left.containsKey(row.stage()) || left.merge(row.stage(), -1L, Long::sum) >= 0;
  }
}
