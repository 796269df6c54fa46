package org.mae4j.experiment.resume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.record.log.LayerLog;

/**
 * Picks those rows of layers that stand before what remains of an agenda: of a stage still to do none, of a training to
 * go on with those up to its checkpoint, of others all.
 */
public final class LayersBefore implements Predicate<LayerLog.Row> {
  private final Map<String, Long> lastStep = new HashMap<>();

  /** @param remaining checkpoints of what remains, by stage; empty where a stage has none */
  public LayersBefore(Map<String, Optional<TrainingCheckpoint>> remaining) {
    remaining.forEach((stage, checkpoint) ->
        lastStep.put(stage, checkpoint.map(found -> found.state().step()).orElse(0L)));
  }

  @Override
  public boolean test(LayerLog.Row row) {
    return row.step() <= lastStep.getOrDefault(row.stage(), Long.MAX_VALUE);
  }
}
