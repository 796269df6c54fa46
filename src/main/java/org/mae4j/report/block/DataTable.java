package org.mae4j.report.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.record.table.TextTable;

/**
 * A table whose first column holds the row headings.
 *
 * @param folded whether the table is collapsed until the reader opens it
 */
public record DataTable(String caption, boolean folded, List<Cell> head, List<TableRow> rows) implements ReportBlock {

  /**
   * @param number whether the text is aligned to the right
   * @param links links that follow the text
   */
  record Cell(String text, boolean number, List<Link> links) {}

  /**
   * A link to another page.
   *
   * @param target address relative to the page
   */
  public record Link(String text, String target) {}

  /** @param total whether a line is drawn above the row */
  record TableRow(boolean total, Cell head, List<Cell> cells) {}

  /** Returns a table that is always visible. */
  public static DataTable of(String caption, TextTable table) {
    return of(caption, false, table);
  }

  /** Returns a table that is always visible; nothing if it has no rows. */
  public static List<ReportBlock> unlessEmpty(String caption, TextTable table) {
    return table.isEmpty() ? List.of() : List.of(of(caption, table));
  }

  /** Returns a table that is collapsed until the reader opens it. */
  public static DataTable folded(String caption, TextTable table) {
    return of(caption, true, table);
  }

  /** Returns this table with a last column of links. @param links links of each row */
  public DataTable withLinks(String heading, List<List<Link>> links) {
    return new DataTable(caption, folded, append(head, new Cell(heading, false, List.of())),
        IntStream.range(0, rows.size()).mapToObj(i -> new TableRow(rows.get(i).total(), rows.get(i).head(),
            append(rows.get(i).cells(), new Cell("", false, links.get(i))))).toList());
  }

  private static List<Cell> append(List<Cell> cells, Cell last) {
    return Stream.concat(cells.stream(), Stream.of(last)).toList();
  }

  private static DataTable of(String caption, boolean folded, TextTable table) {
    List<TableRow> rows = new ArrayList<>();
    boolean total = false;
    for (List<String> texts : table.rows()) {
      if (!texts.isEmpty()) {
        List<Cell> cells = cells(table, texts);
        rows.add(new TableRow(total, cells.get(0), cells.subList(1, cells.size())));
      }
      total = texts.isEmpty();
    }
    List<String> headings = table.columns().stream().map(TextTable.Column::heading).toList();
    return new DataTable(caption, folded, cells(table, headings), rows);
  }

  private static List<Cell> cells(TextTable table, List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Cell(texts.get(i), table.columns().get(i).number(), List.of())).toList();
  }

  @Override
  public String kind() {
    return "table";
  }
}
