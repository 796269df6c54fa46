package org.mae4j.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.report.MetricsLog;

/**
 * Picks, from the first row to the last, those that stand before what remains of an agenda: of a stage still to do
 * none, of a training to go on with as many as its checkpoint counts, of others all.
 */
final class RowsBefore implements Predicate<MetricsLog.Row> {
  private final Map<String, Long> left = new HashMap<>();

  RowsBefore(RunDirectory directory, Agenda agenda) {
    for (Stage stage : agenda.remaining()) {
      Path state = directory.trainingState(stage.key());
      left.put(stage.key(), TensorFile.exists(state) ? TrainingCheckpoint.peek(state).rows() : 0);
    }
  }

  @Override
  public boolean test(MetricsLog.Row row) {
    return !left.containsKey(row.stage()) || left.merge(row.stage(), -1L, Long::sum) >= 0;
  }
}
