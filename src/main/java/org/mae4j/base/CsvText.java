package org.mae4j.base;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180). */
public final class CsvText {
  private CsvText() {}

  /** Returns the line of some cells, with a line break. */
  public static String line(List<String> cells) {
    return cells.stream().map(CsvText::escaped).collect(Collectors.joining(",", "", "\n"));
  }

  private static String escaped(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
