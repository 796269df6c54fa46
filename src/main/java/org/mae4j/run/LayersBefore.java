package org.mae4j.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.report.LayerLog;

/**
 * Picks those rows of layers that stand before what remains of an agenda: of a stage still to do none, of a training to
 * go on with those up to its checkpoint, of others all.
 */
final class LayersBefore implements Predicate<LayerLog.Row> {
  private final Map<String, Long> lastStep = new HashMap<>();

  LayersBefore(RunDirectory directory, Agenda agenda) {
    for (Stage stage : agenda.remaining()) {
      Path state = directory.trainingState(stage.key());
      lastStep.put(stage.key(), TensorFile.exists(state) ? TrainingCheckpoint.peek(state).state().step() : 0);
    }
  }

  @Override
  public boolean test(LayerLog.Row row) {
    return row.step() <= lastStep.getOrDefault(row.stage(), Long.MAX_VALUE);
  }
}
