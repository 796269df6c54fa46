package org.mae4j.record.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table in plain text with a head; numbers are right-aligned. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param heading text in the head of the table
   * @param number whether the cells are numbers, which are right-aligned
   */
  public record Column(String heading, boolean number) {
    public static Column text(String heading) {
      return new Column(heading, false);
    }

    public static Column number(String heading) {
      return new Column(heading, true);
    }
  }

  public TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row. @throws IllegalArgumentException if the number of cells differs from that of columns */
  public TextTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException("expected " + columns.size() + " cells, found " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Adds a horizontal line, for example above totals. */
  public TextTable rule() {
    rows.add(List.of());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public List<Column> columns() {
    return columns;
  }

  /** Returns the cells of each row; a horizontal line has none. */
  public List<List<String>> rows() {
    return List.copyOf(rows);
  }

  /** Returns the lines of the table, each with a line break. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendRow(text, columns.stream().map(Column::heading).toList());
    appendRow(text, List.of());
    rows.forEach(row -> appendRow(text, row));
    return text.toString();
  }

  private void appendRow(StringBuilder text, List<String> cells) {
    List<String> padded = IntStream.range(0, columns.size())
        .mapToObj(i -> cells.isEmpty() ? "-".repeat(width(i)) : padded(i, cells.get(i))).toList();
    text.append(String.join(GAP, padded).stripTrailing()).append('\n');
  }

  private String padded(int column, String cell) {
    String space = " ".repeat(width(column) - length(cell));
    return columns.get(column).number() ? space + cell : cell + space;
  }

  private int width(int column) {
    int widest = rows.stream().filter(row -> !row.isEmpty()).mapToInt(row -> length(row.get(column))).max().orElse(0);
    return Math.max(widest, length(columns.get(column).heading()));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
