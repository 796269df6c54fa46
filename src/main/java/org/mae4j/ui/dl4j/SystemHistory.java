package org.mae4j.ui.dl4j;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mae4j.record.log.SystemLog;

/** The speed and the memory of a stage over its steps. */
final class SystemHistory {
  private final BoundedHistory<SystemLog.SystemSample> rows = new BoundedHistory<>();

  /** @param row row of this stage; rows must be added in the order of the log */
  void add(SystemLog.SystemSample row) {
    rows.add(row);
  }

  Timeline timeline() {
    NavigableMap<Long, SystemLog.SystemSample> byStep = new TreeMap<>();
    rows.elements().forEach(row -> byStep.put(row.step(), row));
    return new Timeline(byStep);
  }

  /** Rows by their step, which is also their order in time. */
  record Timeline(NavigableMap<Long, SystemLog.SystemSample> byStep) {
    /**
     * Returns the time at which {@code step} ended, in seconds of work on the run; 0 without rows. The speed between
     * two rows is that of the later row.
     *
     * @param batch images per step
     */
    double seconds(long step, int batch) {
      Map.Entry<Long, SystemLog.SystemSample> next = byStep.ceilingEntry(step);
      Map.Entry<Long, SystemLog.SystemSample> nearest = next != null ? next : byStep.lastEntry();
      if (nearest == null) {
        return 0;
      }
      SystemLog.SystemSample row = nearest.getValue();
      return row.seconds() + (step - row.step()) * batch / Math.max(row.imagesPerSecond(), 1e-3);
    }
  }
}
