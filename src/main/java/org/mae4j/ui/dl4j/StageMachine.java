package org.mae4j.ui.dl4j;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mae4j.record.log.SystemLog;

/** Speed and memory of a training. */
final class StageMachine {
  private final ThinnedRecords<SystemLog.Row> rows = new ThinnedRecords<>();

  /** @param row of this stage, after all that were told before */
  void add(SystemLog.Row row) {
    rows.add(row);
  }

  /** The rows that are left. */
  Rows rows() {
    NavigableMap<Long, SystemLog.Row> byStep = new TreeMap<>();
    rows.elements().forEach(row -> byStep.put(row.step(), row));
    return new Rows(byStep);
  }

  /** @param byStep in the order of time, too */
  record Rows(NavigableMap<Long, SystemLog.Row> byStep) {
    /**
     * When {@code step} was done, in seconds that commands had worked on the run: the speed between two rows is that
     * of the second. Without rows 0.
     *
     * @param batch images a step
     */
    double seconds(long step, int batch) {
      Map.Entry<Long, SystemLog.Row> after = byStep.ceilingEntry(step);
      Map.Entry<Long, SystemLog.Row> nearest = after != null ? after : byStep.lastEntry();
      if (nearest == null) {
        return 0;
      }
      SystemLog.Row row = nearest.getValue();
      return row.seconds() + (step - row.step()) * batch / Math.max(row.imagesPerSecond(), 1e-3);
    }
  }
}
