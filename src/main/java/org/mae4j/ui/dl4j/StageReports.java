package org.mae4j.ui.dl4j;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.mae4j.base.text.ByteSize;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.SystemLog;
import org.mae4j.ui.dl4j.MetricHistory.StepMetrics;
import org.mae4j.ui.dl4j.model.StageModel;

/**
 * Builds the reports of a stage for Deeplearning4j's pages.
 *
 * @param session id of the session and of its only worker
 * @param information machine and software of the run
 * @param end time of the last change in milliseconds since 1970
 * @param endSeconds seconds of work on the run until {@code end}
 */
record StageReports(String session, StageModel model, MetricHistory metrics, LayerHistory layers, SystemHistory system,
    SystemInformation information, long end, double endSeconds) {
  private static final double MILLIS = 1e3;

  /** Returns all reports by their time stamps, which are distinct. */
  NavigableMap<Long, Persistable> all() {
    List<StepMetrics> steps = metrics.steps();
    NavigableMap<Long, Persistable> reports = new TreeMap<>();
    if (steps.isEmpty()) {
      return reports;
    }
    long lastStep = steps.get(steps.size() - 1).step();
    Builder builder = new Builder(layers.until(lastStep), system.timeline());
    long time = Long.MAX_VALUE;
    for (int i = steps.size() - 1; i >= 0; i--) {
      SbeStatsReport report = builder.report(steps.get(i));
      time = Math.min(time - 1, builder.time(steps.get(i).step()));
      report.reportIDs(session, StatsListener.TYPE_ID, session, time);
      reports.put(time, report);
    }
    StatsReport last = (StatsReport) reports.lastEntry().getValue();
    LayerStatistics.TYPES
        .forEach((quantity, type) -> last.reportHistograms(type, layers.histograms(lastStep, quantity)));
    return reports;
  }

  /** Returns the last record that is not after {@code step}, or the first record after it. */
  private static <T> Optional<T> at(long step, NavigableMap<Long, T> byStep) {
    Map.Entry<Long, T> before = byStep.floorEntry(step);
    return Optional.ofNullable(before != null ? before : byStep.firstEntry()).map(Map.Entry::getValue);
  }

  /** Builds single reports from data that they share. */
  private final class Builder {
    private final NavigableMap<Long, LayerStatistics> statistics;
    private final SystemHistory.Timeline timeline;
    private final SharedKeyMap.Keys rateKeys = new SharedKeyMap.Keys(
        model.graph().vertices().stream().map(vertex -> vertex.name() + "_rate").toList());
    private final double[] rateFactors = model.graph().vertices().stream().mapToDouble(model::rateOf).toArray();
    private final double start;

    Builder(NavigableMap<Long, LayerStatistics> statistics, SystemHistory.Timeline timeline) {
      this.statistics = statistics;
      this.timeline = timeline;
      this.start = timeline.seconds(0, model.batch());
    }

    /** Returns the time stamp of a step in milliseconds since 1970. */
    long time(long step) {
      return end - Math.round(MILLIS * (endSeconds - timeline.seconds(step, model.batch())));
    }

    SbeStatsReport report(StepMetrics step) {
      SbeStatsReport report = new SbeStatsReport();
      report.reportIterationCount(Math.toIntExact(step.step()));
      report.reportScore(step.loss());
      report.reportLearningRates(new SharedKeyMap(rateKeys, i -> step.learningRate() * rateFactors[i]));
      report.reportStdev(StatsType.Activations, Map.of());
      addLayers(report, at(step.step(), statistics).orElse(LayerStatistics.NONE));
      at(step.step(), timeline.byStep()).ifPresentOrElse(row -> addSystem(report, step.step(), row),
          () -> report.reportPerformance(0, step.step() * model.batch(), step.step(), 0, 0));
      return report;
    }

    private void addLayers(SbeStatsReport report, LayerStatistics layers) {
      for (Quantity quantity : Quantity.values()) {
        StatsType type = LayerStatistics.TYPES.get(quantity);
        report.reportMeanMagnitudes(type, layers.magnitudes().get(quantity));
        report.reportStdev(type, layers.deviations().get(quantity));
        report.reportHistograms(type, Map.of());
      }
    }

    private void addSystem(SbeStatsReport report, long step, SystemLog.SystemSample row) {
      report.reportPerformance(Math.round(MILLIS * (timeline.seconds(step, model.batch()) - start)),
          step * model.batch(), step, row.imagesPerSecond(), row.imagesPerSecond() / model.batch());
      long heap = Math.round(row.heapMb() * ByteSize.MEGABYTE);
      long offHeap = Math.max(0, Math.round(row.residentMb() * ByteSize.MEGABYTE) - heap);
      report.reportMemoryUse(heap, Math.max(information.heap(), heap), offHeap,
          Math.max(information.memory(), offHeap), new long[0], new long[0]);
    }
  }
}
