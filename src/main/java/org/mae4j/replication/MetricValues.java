package org.mae4j.replication;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.Results;

/**
 * The values of metrics.
 *
 * @param byMetric values by metric and step, in the order of the files; final metrics have the step {@link #END}
 */
record MetricValues(Map<String, SortedMap<Long, Double>> byMetric) {
  static final long END = Long.MAX_VALUE;

  MetricValues() {
    this(new LinkedHashMap<>());
  }

  /**
   * Returns the values of a run: rows of {@code metrics.csv}, then numbers of {@code results.json}.
   *
   * @param rows which rows count
   * @param keys which keys of the results count
   */
  static MetricValues of(RunDirectory run, Predicate<MetricsLog.MetricRow> rows, Predicate<String> keys)
      throws IOException {
    MetricValues values = new MetricValues();
    MetricsLog.read(run.metrics()).stream().filter(rows)
        .forEach(row -> values.put(row.name(), row.step(), row.value()));
    Results.read(run.results()).scalars().forEach((key, value) -> {
      if (value instanceof Number number && keys.test(key)) {
        values.put(key, END, number.doubleValue());
      }
    });
    return values;
  }

  void put(String metric, long step, double value) {
    byMetric.computeIfAbsent(metric, name -> new TreeMap<>()).put(step, value);
  }

  /** Adds all values to {@code all}, under the names of their metrics after {@code prefix}. */
  void addTo(MetricValues all, String prefix) {
    byMetric.forEach((metric, values) -> values.forEach((step, value) -> all.put(prefix + metric, step, value)));
  }

  boolean has(String metric, long step) {
    return at(metric).containsKey(step);
  }

  /** Returns the values of a metric by step; empty if it has none. */
  SortedMap<Long, Double> at(String metric) {
    return byMetric.getOrDefault(metric, new TreeMap<>());
  }
}
