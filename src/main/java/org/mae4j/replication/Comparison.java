package org.mae4j.replication;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.text.WrappedText;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * The figures of a record beside those of its replica.
 *
 * @param figures figures that were compared
 * @param arithmetic whether the replica was computed as the record was
 */
public record Comparison(List<ComparedFigure> figures, ArithmeticCheck arithmetic) {
  public Comparison {
    figures = List.copyOf(figures);
  }

  /** Compares all values of the record with those of the replica, which may have more. */
  static Comparison of(FigureValues recorded, FigureValues replicated, ArithmeticCheck arithmetic) {
    return new Comparison(recorded.byFigure().entrySet().stream()
        .map(entry -> ComparedFigure.of(entry.getKey(), entry.getValue(), replicated.at(entry.getKey()))).toList(),
        arithmetic);
  }

  /** Returns whether there are figures, and all have the recorded bits where these are promised. */
  public boolean succeeded() {
    return !figures.isEmpty() && (!arithmetic.same() || differing() == 0);
  }

  private long differing() {
    return figures.stream().filter(figure -> !figure.isEqual()).count();
  }

  /** Returns a table with a row for each figure, and what it shows, on a terminal of {@code width} columns. */
  public String text(int width) {
    TextTable table = new TextTable(Column.text("figure"), Column.number("values"), Column.number("recorded"),
        Column.number("now"), Column.text("difference"));
    figures.forEach(figure -> table.row(figure.cells()));
    return table.fitted(width) + "\n" + Stream.concat(Stream.of(verdict()), arithmetic.text().lines())
        .map(line -> WrappedText.of(line, width, 4)).collect(Collectors.joining("\n"));
  }

  private String verdict() {
    int values = figures.stream().mapToInt(ComparedFigure::values).sum();
    if (figures.isEmpty()) {
      return "different: there is no recorded value to compare";
    }
    return differing() == 0
        ? "equal: all " + figures.size() + " figures, with " + values + " values, have the recorded bits"
        : "different: " + differing() + " of " + figures.size() + " figures";
  }
}
