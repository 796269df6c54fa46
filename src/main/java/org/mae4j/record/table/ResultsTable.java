package org.mae4j.record.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.ResultMetric.Group;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.table.TextTable.Column;

/**
 * The final metrics as text: errors of reconstructions, classifiers with their differences from their controls, and all other
 * metrics. Metrics that a run does not have are left out.
 *
 * @param metrics metrics that stages report, in order
 */
public record ResultsTable(Results results, List<ResultMetric> metrics) {
  /** Group of the metrics of reconstructions. */
  private static final String RECONSTRUCTION = "pretrain";
  private static final List<String> COLORS = List.of("red", "green", "blue");

  /** Returns all tables, of several lines; empty if there is nothing to show. */
  public String text() {
    return Stream.of(reconstruction(), classification(), differences(), others())
        .filter(table -> !table.isEmpty()).map(TextTable::toString).collect(Collectors.joining("\n"));
  }

  /**
   * Returns the final metrics of several runs on test images, one column per run.
   *
   * @param differences of each run, whose notes are below the table
   */
  public static TextTable compared(List<String> names, List<Results> runs, List<StageDifferences> differences,
      List<ResultMetric> metrics) {
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("on test images")),
        names.stream().map(Column::number)).toArray(Column[]::new));
    metrics.stream().filter(ResultMetric::compared).forEach(metric -> addRow(table, metric.fullLabel(),
        IntStream.range(0, runs.size()).mapToObj(i -> marked(
            cell(runs.get(i).number(metric.key("test")), metric.unit()), differences.get(i).mark(metric))).toList()));
    return table;
  }

  private static String marked(String cell, String mark) {
    return cell.isEmpty() ? "" : cell + mark;
  }

  /** Returns the errors of reconstructions; without rows if they were not measured. */
  public TextTable reconstruction() {
    List<ResultMetric> errors =
        metrics.stream().filter(metric -> isReconstruction(metric) && metric.compared()).toList();
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("per channel value in [0, 1]")),
        errors.stream().map(error -> Column.number(error.label()))).toArray(Column[]::new));
    String mark = group(RECONSTRUCTION).map(Group::label).orElse("");
    for (String split : List.of("val", "test")) {
      reconstructionRow(table, ((split.equals("val") ? "validation " : "test ") + mark).strip(), errors,
          RECONSTRUCTION + "." + split);
      COLORS.forEach(color -> reconstructionRow(table, "  " + color, errors,
          RECONSTRUCTION + "." + split + ".channels." + color));
    }
    baselines().forEach(group -> reconstructionRow(table, "  " + group.label(), errors, group.key() + ".test"));
    return table;
  }

  private void reconstructionRow(TextTable table, String label, List<ResultMetric> errors, String group) {
    addRow(table, label, errors.stream()
        .map(error -> cell(results.number(group + "." + error.name()), error.unit())).toList());
  }

  private static boolean isReconstruction(ResultMetric metric) {
    return metric.group().key().equals(RECONSTRUCTION);
  }

  /** Returns what reconstructions are compared with. */
  private Stream<Group> baselines() {
    return group(RECONSTRUCTION).stream().flatMap(group -> group.controls().stream())
        .flatMap(key -> group(key).stream());
  }

  private static boolean isScore(ResultMetric metric) {
    return metric.name().equals(ResultMetric.ACCURACY) || metric.name().equals(ResultMetric.MACRO_F1);
  }

  /** Returns the scores of classifiers; without rows if nothing was classified. */
  public TextTable classification() {
    TextTable table = new TextTable(Column.text("classifier"), Column.number("validation"), Column.number("test"),
        Column.number("95 % interval"), Column.number("macro F1"));
    accuracies().forEach(accuracy -> addRow(table, accuracy.group().label(), List.of(
        number(accuracy, "val"), number(accuracy, "test"), interval(accuracy),
        cell(results.number(accuracy.group().key() + ".test." + ResultMetric.MACRO_F1), accuracy.unit()))));
    return table;
  }

  /** Returns the test accuracies minus those of their controls; without rows if no classifier has a control. */
  public TextTable differences() {
    TextTable table = new TextTable(Column.text("test accuracy of"), Column.text("compared with"),
        Column.number("points"), Column.number("95 % interval"));
    accuracies()
        .forEach(accuracy -> accuracy.controls(results, metrics).forEach(control -> table.row(accuracy.group().label(),
            control.label(), difference(accuracy, control), interval(accuracy.group(), control))));
    return table;
  }

  private Stream<ResultMetric> accuracies() {
    return metrics.stream().filter(metric -> metric.name().equals(ResultMetric.ACCURACY));
  }

  /** Returns the interval of an accuracy on test images in percent; empty if the counts are unknown. */
  private String interval(ResultMetric accuracy) {
    return results.matrix(accuracy.group().confusionKey()).map(ClassifiedCounts::of)
        .filter(counts -> counts.images() > 0).map(counts -> interval("%.1f to %.1f", counts.interval())).orElse("");
  }

  /** Returns the interval of a difference in points; empty if the counts are unknown. */
  private String interval(Group classifier, Group control) {
    return results.matrix(PairedCounts.key(classifier.key(), control.key()))
        .map(counts -> interval("%+.1f to %+.1f", PairedCounts.of(counts).interval())).orElse("");
  }

  private static String interval(String format, Interval interval) {
    return String.format(Locale.ROOT, format, 100 * interval.low(), 100 * interval.high());
  }

  /** Returns the metrics that belong to no other table; without rows if there are none. */
  public TextTable others() {
    TextTable table = new TextTable(Column.text("metric"), Column.number("validation"), Column.number("test"),
        Column.number("gain"), Column.text("over"));
    List<Group> shown = baselines().toList();
    metrics.stream().filter(metric -> !isReconstruction(metric) && !shown.contains(metric.group()) && !isScore(metric))
        .forEach(metric -> {
          addRow(table, metric.fullLabel(), List.of(number(metric, "val"), number(metric, "test"), "", ""));
          metric.controls(results, metrics).forEach(control -> addRow(table, "",
              List.of("", "", difference(metric, control), control.label())));
        });
    return table;
  }

  private String number(ResultMetric metric, String split) {
    return cell(results.number(metric.key(split)), metric.unit());
  }

  private String difference(ResultMetric metric, Group control) {
    return metric.unit().formatDifference(results.number(metric.key("test")).getAsDouble()
        - results.number(metric.key(control.key(), "test")).getAsDouble());
  }

  private Optional<Group> group(String key) {
    return metrics.stream().map(ResultMetric::group).filter(group -> group.key().equals(key)).findFirst();
  }

  /** Adds a row unless all of its cells are empty. */
  private static void addRow(TextTable table, String label, List<String> cells) {
    if (!cells.stream().allMatch(String::isEmpty)) {
      table.row(Stream.concat(Stream.of(label), cells.stream()).toArray(String[]::new));
    }
  }

  private static String cell(OptionalDouble number, ResultMetric.Unit unit) {
    return number.isPresent() ? unit.format(number.getAsDouble()) : "";
  }
}
