package org.mae4j.experiment.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.mae4j.base.Resources;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ResumeFilter;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.RunLog;
import org.mae4j.record.log.SystemLog;

/**
 * The files that a run appends to while it works.
 *
 * @param events TensorBoard events; those of {@code metrics} and {@code system} are added by these logs
 * @param messages {@code run.log}
 */
public record RunLogs(RunEvents events, MetricsLog metrics, SystemLog system, LayerLog layers, RunLog messages)
    implements Closeable {

  /** Opens the files of a run and drops the records that {@code filter} drops. */
  static RunLogs open(RunDirectory directory, ResumeFilter filter, SeenImages images) throws IOException {
    try (Resources made = new Resources()) {
      RunEvents events = made.add(RunEvents.open(directory, filter, images));
      RunLogs logs = new RunLogs(events,
          made.add(MetricsLog.open(directory.metrics(), filter.metrics(), events::metric)),
          made.add(SystemLog.open(directory.system(), events::system)),
          made.add(LayerLog.open(directory.layers(), filter.layers())), RunLog.open(directory.log()));
      made.keep();
      return logs;
    }
  }

  /**
   * Forces the records that a training checkpoint refers to to the disk.
   *
   * @throws UncheckedIOException if that fails
   */
  public void sync() {
    metrics.sync();
    events.sync();
    layers.sync();
  }

  @Override
  public void close() throws IOException {
    try (messages; system; events; layers) {
      metrics.close();
    }
  }
}
