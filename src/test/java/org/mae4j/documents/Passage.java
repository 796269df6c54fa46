package org.mae4j.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A paragraph, an item of a list, or a row of a table.
 *
 * @param line number of its first line
 * @param heads heads of the columns of its table, empty outside of tables
 * @param introduction last paragraph before the table that says what numbers without a unit are; elsewhere the text
 */
record Passage(int line, String text, List<String> heads, String introduction) {
  private static final Map<Unit, String> INTRODUCED =
      new EnumMap<>(Map.of(Unit.POINTS, "in points", Unit.PERCENT, "in %",
          Unit.OTHER, "[Rr]egret", Unit.MILLISECONDS, "[Mm]illiseconds", Unit.MSE, "^Masked MSE",
          Unit.IMAGES_PER_SECOND, "^Images per second|images per second:"));

  /** Reads a document without its code, of a configuration the comments. */
  static List<Passage> of(Path document) throws IOException {
    List<Passage> passages = new ArrayList<>();
    List<String> heads = List.of();
    String introduction = "";
    for (Map.Entry<Integer, StringBuilder> place : texts(document).entrySet()) {
      String text = place.getValue().toString();
      boolean row = text.startsWith("|");
      heads = !row ? List.of() : heads.isEmpty() ? cells(text) : heads;
      introduction = row || introduced(text).isEmpty() ? introduction : text;
      passages.add(new Passage(place.getKey(), text, heads, row ? introduction : text));
    }
    return passages;
  }

  /** Returns texts by the number of their first line. */
  private static Map<Integer, StringBuilder> texts(Path document) throws IOException {
    boolean configuration = document.toString().endsWith(".conf");
    Map<Integer, StringBuilder> texts = new LinkedHashMap<>();
    int first = 0;
    int number = 0;
    boolean code = false;
    for (String line : Files.readAllLines(document)) {
      number++;
      code ^= line.startsWith("```");
      String text = code || configuration && !line.startsWith("#") ? "" : line.replaceFirst("^(?:# *|```)", "");
      if (text.isBlank() || text.startsWith("|") || text.startsWith("- ")) {
        first = number;
      }
      texts.computeIfAbsent(first, start -> new StringBuilder()).append(text).append('\n');
    }
    return texts;
  }

  /** Returns the cells of a row. */
  List<String> cells() {
    return cells(text);
  }

  private static List<String> cells(String row) {
    return List.of(row.substring(1).split("\\|", -1));
  }

  private static Optional<Unit> introduced(String text) {
    return INTRODUCED.entrySet().stream().filter(entry -> Pattern.compile(entry.getValue()).matcher(text).find())
        .map(Map.Entry::getKey).findFirst();
  }

  /** Returns what numbers without a unit outside of tables are. */
  Unit unit() {
    return introduced(introduction).orElse(Unit.NONE);
  }

  /** Returns what a column of a table has, as the row, its head or the last head with a colon says. */
  Unit unit(int column) {
    String group = heads.stream().limit(column).filter(head -> head.contains(":")).reduce("", (first, last) -> last);
    return Unit.said(cells().get(0)).filter(Unit.RATIO::equals).or(() -> Unit.said(heads.get(column)))
        .or(() -> Unit.said(group)).orElseGet(this::unit);
  }
}
