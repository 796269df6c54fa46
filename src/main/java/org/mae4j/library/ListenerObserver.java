package org.mae4j.library;

import java.util.HashMap;
import java.util.Map;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.record.log.MetricsLog;

/** Passes the events of a run to a listener. Shows no progress: the program decides what it prints. */
final class ListenerObserver implements RunObserver {
  private final ExperimentListener listener;
  private final Map<String, Integer> epochs = new HashMap<>();

  ListenerObserver(ExperimentListener listener) {
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
    int done = (int) metric.epoch();
    for (int epoch = epochs.getOrDefault(metric.stage(), 0) + 1; epoch <= done; epoch++) {
      epochs.put(metric.stage(), epoch);
      listener.onEpoch(metric.stage(), epoch);
    }
  }

  @Override
  public boolean stopRequested() {
    return listener.isStopRequested();
  }
}
