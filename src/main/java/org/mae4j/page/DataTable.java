package org.mae4j.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.report.TextTable;

/**
 * A table whose first column heads its rows.
 *
 * @param folded whether it is shown only when asked for
 */
record DataTable(String caption, boolean folded, List<Cell> head, List<Row> rows) implements Part {

  /** @param number whether it stands to the right of its column */
  record Cell(String text, boolean number) {}

  /** @param total whether a line is drawn above it */
  record Row(boolean total, Cell head, List<Cell> cells) {}

  static DataTable of(String caption, TextTable table) {
    return of(caption, false, table);
  }

  /** A table that may be long. */
  static DataTable folded(String caption, TextTable table) {
    return of(caption, true, table);
  }

  private static DataTable of(String caption, boolean folded, TextTable table) {
    List<Row> rows = new ArrayList<>();
    boolean total = false;
    for (List<String> texts : table.rows()) {
      if (!texts.isEmpty()) {
        List<Cell> cells = cells(table, texts);
        rows.add(new Row(total, cells.get(0), cells.subList(1, cells.size())));
      }
      total = texts.isEmpty();
    }
    List<String> headings = table.columns().stream().map(TextTable.Column::heading).toList();
    return new DataTable(caption, folded, cells(table, headings), rows);
  }

  private static List<Cell> cells(TextTable table, List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Cell(texts.get(i), table.columns().get(i).number())).toList();
  }

  @Override
  public String kind() {
    return "table";
  }
}
