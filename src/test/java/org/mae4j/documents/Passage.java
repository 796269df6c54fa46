package org.mae4j.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A paragraph, an item of a list, or a row of a table.
 *
 * @param line number of its first line
 * @param heads heads of the columns of its table, empty outside of tables
 * @param introduction paragraph before the table
 */
record Passage(int line, String text, List<String> heads, String introduction) {

  /** Reads a document without its code, of a configuration the comments. */
  static List<Passage> of(Path document) throws IOException {
    boolean configuration = document.toString().endsWith(".conf");
    List<Passage> passages = new ArrayList<>();
    Passage last = new Passage(0, "", List.of(), "");
    boolean code = false;
    int number = 0;
    for (String line : Files.readAllLines(document)) {
      number++;
      code ^= line.startsWith("```");
      String text = code || line.startsWith("```") || configuration && !line.startsWith("#") ? "" : line;
      boolean follows = !last.text.isEmpty() && !text.isBlank() && !text.matches("(?s)(\\||- ).*") && !last.isRow();
      Passage next = follows ? last.with(text) : after(last, passages, number, text);
      if (follows) {
        passages.remove(passages.size() - 1);
      }
      if (!text.isBlank()) {
        passages.add(next);
      }
      last = text.isBlank() ? new Passage(number, "", List.of(), "") : next;
    }
    return passages;
  }

  private static Passage after(Passage last, List<Passage> passages, int number, String text) {
    if (!text.startsWith("|")) {
      return new Passage(number, text, List.of(), "");
    }
    if (last.isRow()) {
      return new Passage(number, text, last.heads, last.introduction);
    }
    String introduction = passages.stream().filter(passage -> !passage.isRow()).map(Passage::text)
        .filter(paragraph -> Unit.introduced(paragraph).isPresent()).reduce("", (first, second) -> second);
    return new Passage(number, text, cells(text), introduction);
  }

  private Passage with(String line) {
    return new Passage(this.line, text + "\n" + line.replaceFirst("^# *", ""), heads, introduction);
  }

  /** Returns the unit of a column as its head says, or the head of a group with a colon, or a paragraph before. */
  Unit unit(int column) {
    return cells().get(0).contains("ratio of") ? Unit.RATIO
        : ofHead(column).or(() -> Unit.introduced(introduction)).orElse(Unit.NONE);
  }

  /** Returns whether whole numbers of a column are results, too. */
  boolean isMeasure(int column) {
    return ofHead(column).or(() -> Unit.introduced(introduction)).filter(Unit::isMeasure).isPresent();
  }

  private Optional<Unit> ofHead(int column) {
    String head = heads.get(Math.min(column, heads.size() - 1));
    String group = heads.subList(0, Math.min(column, heads.size())).stream().filter(text -> text.contains(":"))
        .reduce("", (first, second) -> second);
    return Unit.said(head).or(() -> Unit.said(group));
  }

  boolean isRow() {
    return text.startsWith("|");
  }

  /** Returns the cells of a row. */
  List<String> cells() {
    return cells(text);
  }

  private static List<String> cells(String row) {
    return List.of(row.substring(1).split("\\|", -1));
  }
}
