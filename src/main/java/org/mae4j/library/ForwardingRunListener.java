package org.mae4j.library;

import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;

/** Passes the events of a run to a listener. Shows no progress: the program decides what it prints. */
final class ForwardingRunListener implements RunListener {
  private final ExperimentListener listener;

  ForwardingRunListener(ExperimentListener listener) {
    this.listener = listener;
  }

  @Override
  public Progress progress(String task, long total) {
    return (done, details) -> {};
  }

  @Override
  public synchronized void recorded(MetricsLog.MetricRow metric) {
    listener.onMetric(new ExperimentListener.Metric(metric.stage(), metric.name(), metric.step(), metric.epoch(),
        metric.value()));
  }

  @Override
  public synchronized void epochEnded(String stage, int epoch) {
    listener.onEpoch(stage, epoch);
  }

  @Override
  public boolean stopRequested() {
    return listener.isStopRequested();
  }
}
