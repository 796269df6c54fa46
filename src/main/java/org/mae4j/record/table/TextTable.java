package org.mae4j.record.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.base.text.WrappedText;

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
   * @param optional whether the column is left out where the terminal is too narrow
   * @param path whether the cells are paths, whose beginning is cut where the terminal is too narrow, because their ends
   *     tell them apart
   */
  public record Column(String heading, boolean number, boolean optional, boolean path) {
    public static Column text(String heading) {
      return new Column(heading, false, false, false);
    }

    public static Column number(String heading) {
      return new Column(heading, true, false, false);
    }

    public static Column path(String heading) {
      return new Column(heading, false, false, true);
    }

    /** Returns this column, as one that may be left out. */
    public Column asOptional() {
      return new Column(heading, number, true, path);
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

  /**
   * Returns the lines of the table, each with a line break, on a terminal of {@code width} columns. Texts in the last
   * column are cut first; then optional columns are left out, the last one first, and named below the table.
   */
  public String fitted(int width) {
    return new FittedTable(this, width).toString();
  }

  /** Returns whether {@link #fitted} leaves out no column on a terminal of {@code width} columns. */
  public boolean hasRoom(int width) {
    return new FittedTable(this, width).hasRoom();
  }

  /** Returns the lines of the whole table, each with a line break. */
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
    String space = " ".repeat(width(column) - WrappedText.length(cell));
    return columns.get(column).number() ? space + cell : cell + space;
  }

  /** Returns the columns of a terminal that the table takes. */
  int width() {
    return IntStream.range(0, columns.size()).map(this::width).sum() + GAP.length() * (columns.size() - 1);
  }

  /** Returns the columns of a terminal that the cells of {@code column} take. */
  int width(int column) {
    int widest = rows.stream().filter(row -> !row.isEmpty()).mapToInt(row -> WrappedText.length(row.get(column))).max()
        .orElse(0);
    return Math.max(widest, WrappedText.length(columns.get(column).heading()));
  }
}
