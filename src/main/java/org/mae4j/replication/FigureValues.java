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
 * The values of figures.
 *
 * @param byFigure values by figure and step, in the order of the files; final figures have the step {@link #END}
 */
record FigureValues(Map<String, SortedMap<Long, Double>> byFigure) {
  static final long END = Long.MAX_VALUE;

  FigureValues() {
    this(new LinkedHashMap<>());
  }

  /**
   * Returns the values of a run: rows of {@code metrics.csv}, then numbers of {@code results.json}.
   *
   * @param rows which rows count
   * @param keys which keys of the results count
   */
  static FigureValues of(RunDirectory run, Predicate<MetricsLog.MetricRow> rows, Predicate<String> keys)
      throws IOException {
    FigureValues values = new FigureValues();
    MetricsLog.read(run.metrics()).stream().filter(rows)
        .forEach(row -> values.put(row.name(), row.step(), row.value()));
    Results.read(run.results()).scalars().forEach((key, value) -> {
      if (value instanceof Number number && keys.test(key)) {
        values.put(key, END, number.doubleValue());
      }
    });
    return values;
  }

  void put(String figure, long step, double value) {
    byFigure.computeIfAbsent(figure, name -> new TreeMap<>()).put(step, value);
  }

  /** Adds all values to {@code all}, under the names of their figures after {@code prefix}. */
  void addTo(FigureValues all, String prefix) {
    byFigure.forEach((figure, values) -> values.forEach((step, value) -> all.put(prefix + figure, step, value)));
  }

  boolean has(String figure, long step) {
    return at(figure).containsKey(step);
  }

  /** Returns the values of a figure by step; empty if it has none. */
  SortedMap<Long, Double> at(String figure) {
    return byFigure.getOrDefault(figure, new TreeMap<>());
  }
}
