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
import org.mae4j.record.log.LayerLog.Of;
import org.mae4j.record.log.SystemLog;

/**
 * Makes the reports of a training from what is known of it.
 *
 * @param session and, in it, the worker
 * @param information of machine and programs
 * @param end in milliseconds since 1970, of which the run had worked {@code endSeconds}
 */
record StageReports(String session, StageModel model, StageMetrics metrics, StageLayers layers, StageMachine machine,
    SystemInformation information, long end, double endSeconds) {
  private static final double MEGABYTE = 1e6;
  private static final double MILLIS = 1e3;

  /** All reports by their times, which are distinct. */
  NavigableMap<Long, Persistable> all() {
    List<StageMetrics.Moment> moments = metrics.moments();
    NavigableMap<Long, Persistable> reports = new TreeMap<>();
    if (moments.isEmpty()) {
      return reports;
    }
    long lastStep = moments.get(moments.size() - 1).step();
    Maker maker = new Maker(layers.until(lastStep), machine.rows(), new StatisticsFigures.Names(metrics.names()), rates());
    long time = Long.MAX_VALUE;
    for (int i = moments.size() - 1; i >= 0; i--) {
      SbeStatsReport report = maker.report(moments.get(i));
      time = Math.min(time - 1, maker.time(moments.get(i).step()));
      report.reportIDs(session, StatsListener.TYPE_ID, session, time);
      reports.put(time, report);
    }
    StatsReport last = (StatsReport) reports.lastEntry().getValue();
    LayerRecord.TYPES.forEach((of, type) -> last.reportHistograms(type, layers.histograms(lastStep, of)));
    return reports;
  }

  private StatisticsFigures.Names rates() {
    return new StatisticsFigures.Names(model.graph().vertices().stream().map(vertex -> vertex.name() + "_rate").toList());
  }

  /** What was recorded last at {@code step}, or first after it. */
  private static <T> Optional<T> at(long step, NavigableMap<Long, T> byStep) {
    Map.Entry<Long, T> before = byStep.floorEntry(step);
    return Optional.ofNullable(before != null ? before : byStep.firstEntry()).map(Map.Entry::getValue);
  }

  /** What the reports of a training share. */
  private final class Maker {
    private final NavigableMap<Long, LayerRecord> records;
    private final StageMachine.Rows rows;
    private final StatisticsFigures.Names curves;
    private final StatisticsFigures.Names rates;
    private final double[] scales;
    private final double start;

    Maker(NavigableMap<Long, LayerRecord> records, StageMachine.Rows rows, StatisticsFigures.Names curves, StatisticsFigures.Names rates) {
      this.records = records;
      this.rows = rows;
      this.curves = curves;
      this.rates = rates;
      this.scales = model.graph().vertices().stream().mapToDouble(model::rateOf).toArray();
      this.start = rows.seconds(0, model.batch());
    }

    long time(long step) {
      return end - Math.round(MILLIS * (endSeconds - rows.seconds(step, model.batch())));
    }

    SbeStatsReport report(StageMetrics.Moment moment) {
      SbeStatsReport report = new SbeStatsReport();
      report.reportIterationCount(Math.toIntExact(moment.step()));
      report.reportScore(moment.loss());
      report.reportLearningRates(new StatisticsFigures(rates, i -> moment.rate() * scales[i]));
      report.reportStdev(StatsType.Activations, new StatisticsFigures(curves, i -> metrics.value(moment, i)));
      report(report, at(moment.step(), records).orElse(LayerRecord.NONE));
      at(moment.step(), rows.byStep()).ifPresentOrElse(row -> machine(report, moment.step(), row),
          () -> report.reportPerformance(0, moment.step() * model.batch(), moment.step(), 0, 0));
      return report;
    }

    private void report(SbeStatsReport report, LayerRecord record) {
      for (Of of : Of.values()) {
        StatsType type = LayerRecord.TYPES.get(of);
        report.reportMeanMagnitudes(type, record.magnitudes().get(of));
        report.reportStdev(type, record.deviations().get(of));
        report.reportHistograms(type, Map.of());
      }
    }

    private void machine(SbeStatsReport report, long step, SystemLog.Row row) {
      report.reportPerformance(Math.round(MILLIS * (rows.seconds(step, model.batch()) - start)),
          step * model.batch(), step, row.imagesPerSecond(), row.imagesPerSecond() / model.batch());
      long heap = Math.round(row.heapMb() * MEGABYTE);
      long rest = Math.max(0, Math.round(row.residentMb() * MEGABYTE) - heap);
      report.reportMemoryUse(heap, Math.max(information.heap(), heap), rest, Math.max(information.memory(), rest),
          new long[0], new long[0]);
    }
  }
}
