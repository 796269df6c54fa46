package org.mae4j.base.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180). */
public final class CsvText {
  /** A cell, quoted or not, and what ends it. */
  private static final Pattern CELL = Pattern.compile("(?:\"((?:[^\"]|\"\")*+)\"|([^,\"\r\n]*))(,|\r?\n|$)");

  private CsvText() {}

  /** Returns the line of some cells, with a line break. */
  public static String line(List<String> cells) {
    return cells.stream().map(CsvText::escaped).collect(Collectors.joining(",", "", "\n"));
  }

  private static String escaped(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  /** Returns the cells of each line of a text. */
  public static List<List<String>> read(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    Matcher cell = CELL.matcher(text);
    while ((cell.regionStart() < text.length() || !cells.isEmpty()) && cell.lookingAt()) {
      cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
      if (!cell.group(3).equals(",")) {
        lines.add(cells);
        cells = new ArrayList<>();
      }
      cell.region(cell.end(), text.length());
    }
    return lines;
  }
}
