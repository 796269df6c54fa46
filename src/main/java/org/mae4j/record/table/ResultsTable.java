package org.mae4j.record.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.result.Figure;
import org.mae4j.record.result.Figure.Group;
import org.mae4j.record.result.Results;
import org.mae4j.record.table.TextTable.Column;

/**
 * The final figures as text: errors of reconstructions, classifiers with the gain over their controls, and all other
 * figures. Figures that a run does not have are left out.
 */
public final class ResultsTable {
  /** Group of the figures of reconstructions. */
  private static final String RECONSTRUCTION = "pretrain";
  private static final List<String> COLORS = List.of("red", "green", "blue");

  private final Results results;
  private final List<Figure> figures;

  private ResultsTable(Results results, List<Figure> figures) {
    this.results = results;
    this.figures = figures;
  }

  /**
   * Returns the tables of {@code results}, of several lines; empty if there is nothing to show.
   *
   * @param figures figures that evaluations report, in order
   */
  public static String of(Results results, List<Figure> figures) {
    return Stream.of(reconstruction(results, figures), classification(results, figures), others(results, figures))
        .filter(table -> !table.isEmpty()).map(TextTable::toString).collect(Collectors.joining("\n"));
  }

  /** Returns the errors of reconstructions; without rows if they were not measured. */
  public static TextTable reconstruction(Results results, List<Figure> figures) {
    return new ResultsTable(results, figures).reconstruction();
  }

  /** Returns the scores of classifiers; without rows if nothing was classified. */
  public static TextTable classification(Results results, List<Figure> figures) {
    return new ResultsTable(results, figures).classification();
  }

  /** Returns the figures that belong to neither other table; without rows if there are none. */
  public static TextTable others(Results results, List<Figure> figures) {
    return new ResultsTable(results, figures).others();
  }

  /** Returns the final figures of several runs on test images, one column per run. */
  public static TextTable compared(List<String> names, List<Results> runs, List<Figure> figures) {
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("on test images")),
        names.stream().map(Column::number)).toArray(Column[]::new));
    figures.stream().filter(Figure::compared).forEach(figure -> addRow(table, figure.fullLabel(), runs.stream()
        .map(results -> cell(results.number(figure.key("test")), figure.unit())).toList()));
    return table;
  }

  private TextTable reconstruction() {
    List<Figure> errors = figures.stream().filter(figure -> isReconstruction(figure) && figure.compared()).toList();
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("per channel value in [0, 1]")),
        errors.stream().map(error -> Column.number(error.heading()))).toArray(Column[]::new));
    for (String split : List.of("val", "test")) {
      reconstructionRow(table, split.equals("val") ? "validation" : "test", errors, RECONSTRUCTION + "." + split);
      COLORS.forEach(color -> reconstructionRow(table, "  " + color, errors,
          RECONSTRUCTION + "." + split + ".channels." + color));
    }
    return table;
  }

  private void reconstructionRow(TextTable table, String label, List<Figure> errors, String group) {
    addRow(table, label, errors.stream()
        .map(error -> cell(results.number(group + "." + error.name()), error.unit())).toList());
  }

  private static boolean isReconstruction(Figure figure) {
    return figure.group().key().equals(RECONSTRUCTION);
  }

  private static boolean isScore(Figure figure) {
    return figure.name().equals(Figure.ACCURACY) || figure.name().equals(Figure.MACRO_F1);
  }

  private TextTable classification() {
    TextTable table = new TextTable(Column.text("classifier"), Column.number("val accuracy"),
        Column.number("test accuracy"), Column.number("test macro F1"), Column.number("gain, points"),
        Column.text("over"));
    figures.stream().filter(figure -> figure.name().equals(Figure.ACCURACY))
        .forEach(accuracy -> addRow(table, accuracy.group().label(), Stream.concat(Stream.of(
            number(accuracy, "val"), number(accuracy, "test"),
            cell(results.number(accuracy.group().key() + ".test." + Figure.MACRO_F1), accuracy.unit())),
            gain(accuracy)).toList()));
    return table;
  }

  private TextTable others() {
    TextTable table = new TextTable(Column.text("figure"), Column.number("validation"), Column.number("test"),
        Column.number("gain"), Column.text("over"));
    figures.stream().filter(Predicate.not(ResultsTable::isReconstruction).and(figure -> !isScore(figure)))
        .forEach(figure -> addRow(table, figure.fullLabel(),
            Stream.concat(Stream.of(number(figure, "val"), number(figure, "test")), gain(figure)).toList()));
    return table;
  }

  private String number(Figure figure, String split) {
    return cell(results.number(figure.key(split)), figure.unit());
  }

  /** Returns two cells: the gain on test images over the control, and the name of the control. */
  private Stream<String> gain(Figure figure) {
    return figure.group().control().flatMap(this::group).flatMap(control -> {
      OptionalDouble own = results.number(figure.key("test"));
      OptionalDouble other = results.number(figure.key(control.key(), "test"));
      return own.isEmpty() || other.isEmpty() ? Optional.empty() : Optional.of(
          Stream.of(figure.unit().formatDifference(own.getAsDouble() - other.getAsDouble()), control.label()));
    }).orElseGet(() -> Stream.of("", ""));
  }

  private Optional<Group> group(String key) {
    return figures.stream().map(Figure::group).filter(group -> group.key().equals(key)).findFirst();
  }

  /** Adds a row unless all of its cells are empty. */
  private static void addRow(TextTable table, String label, List<String> cells) {
    if (!cells.stream().allMatch(String::isEmpty)) {
      table.row(Stream.concat(Stream.of(label), cells.stream()).toArray(String[]::new));
    }
  }

  private static String cell(OptionalDouble number, Figure.Unit unit) {
    return number.isPresent() ? unit.format(number.getAsDouble()) : "";
  }
}
