package org.mae4j.record.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mae4j.base.text.WrappedText;
import org.mae4j.record.table.TextTable.Column;

/**
 * A table on a terminal.
 *
 * @param width columns of the terminal
 */
record FittedTable(TextTable table, int width) {
  /** Columns of a text that optional columns make room for before it is cut further. */
  private static final int PREFERRED_TEXT = 20;

  @Override
  public String toString() {
    List<String> left = new ArrayList<>();
    TextTable shown = table;
    while (preferredWidth(shown) > width && lastOptional(shown) >= 0) {
      int dropped = lastOptional(shown);
      left.add(0, shown.columns().get(dropped).heading());
      shown = changed(shown, cells -> without(cells, dropped), without(shown.columns(), dropped));
    }
    return cut(shown) + (left.isEmpty() ? ""
        : WrappedText.of("not shown, because the terminal is too narrow: " + String.join(", ", left), width, 2) + "\n");
  }

  /** Returns whether no column is left out. */
  boolean hasRoom() {
    return preferredWidth(table) <= width || lastOptional(table) < 0;
  }

  /** Returns the columns of a terminal that {@code shown} takes if its last column is cut to the preferred length. */
  private static int preferredWidth(TextTable shown) {
    int last = shown.columns().size() - 1;
    return shown.width() - (shown.columns().get(last).number() ? 0 : Math.max(0, shown.width(last) - PREFERRED_TEXT));
  }

  private static int lastOptional(TextTable shown) {
    return IntStream.range(0, shown.columns().size()).filter(i -> shown.columns().get(i).optional()).max().orElse(-1);
  }

  private TextTable cut(TextTable shown) {
    int last = shown.columns().size() - 1;
    int room = Math.max(WrappedText.length(shown.columns().get(last).heading()),
        width - shown.width() + shown.width(last));
    if (shown.columns().get(last).number() || shown.width(last) <= room) {
      return shown;
    }
    return changed(shown, cells -> {
      List<String> fitted = new ArrayList<>(cells);
      fitted.set(last, shown.columns().get(last).path() ? WrappedText.cutBeginning(cells.get(last), room)
          : WrappedText.cut(cells.get(last), room));
      return fitted;
    }, shown.columns());
  }

  private static TextTable changed(TextTable from, UnaryOperator<List<String>> row, List<Column> columns) {
    TextTable changed = new TextTable(columns.toArray(Column[]::new));
    from.rows().forEach(cells -> {
      if (cells.isEmpty()) {
        changed.rule();
      } else {
        changed.row(row.apply(cells).toArray(String[]::new));
      }
    });
    return changed;
  }

  private static <T> List<T> without(List<T> cells, int column) {
    return IntStream.range(0, cells.size()).filter(i -> i != column).mapToObj(cells::get).toList();
  }
}
