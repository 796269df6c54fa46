package org.mae4j.replication;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.text.WrappedText;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * The metrics of a record beside those of its replica.
 *
 * @param metrics metrics that were compared
 * @param arithmetic whether the replica was computed as the record was
 */
public record Comparison(List<ComparedMetric> metrics, ArithmeticCheck arithmetic) {
  public Comparison {
    metrics = List.copyOf(metrics);
  }

  /** Compares all values of the record with those of the replica, which may have more. */
  static Comparison of(MetricValues recorded, MetricValues replicated, ArithmeticCheck arithmetic) {
    return new Comparison(recorded.byMetric().entrySet().stream()
        .map(entry -> ComparedMetric.of(entry.getKey(), entry.getValue(), replicated.at(entry.getKey()))).toList(),
        arithmetic);
  }

  /** Returns whether there are metrics, and all have the recorded bits where these are promised. */
  public boolean succeeded() {
    return !metrics.isEmpty() && (!arithmetic.same() || differing() == 0);
  }

  private long differing() {
    return metrics.stream().filter(metric -> !metric.isEqual()).count();
  }

  /** Returns a table with a row for each metric, and what it shows, on a terminal of {@code width} columns. */
  public String text(int width) {
    TextTable table = new TextTable(Column.text("metric"), Column.number("values"), Column.number("recorded"),
        Column.number("now"), Column.text("difference"));
    metrics.forEach(metric -> table.row(metric.cells()));
    return table.fitted(width) + "\n" + Stream.concat(Stream.of(verdict()), arithmetic.text().lines())
        .map(line -> WrappedText.of(line, width, 4)).collect(Collectors.joining("\n"));
  }

  private String verdict() {
    int values = metrics.stream().mapToInt(ComparedMetric::values).sum();
    if (metrics.isEmpty()) {
      return "different: there is no recorded value to compare";
    }
    return differing() == 0
        ? "equal: all " + metrics.size() + " metrics, with " + values + " values, have the recorded bits"
        : "different: " + differing() + " of " + metrics.size() + " metrics";
  }
}
