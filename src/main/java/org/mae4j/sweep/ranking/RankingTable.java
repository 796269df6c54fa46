package org.mae4j.sweep.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;
import org.mae4j.sweep.journal.Trial;

/** A ranking as text and as CSV. */
public record RankingTable(Ranking ranking) {
  private static final int NOTE_SHOWN = 80;

  /** A table for the terminal, with the best candidate below it. */
  public String text() {
    List<Column> columns = new ArrayList<>(List.of(Column.number("rank"), Column.number("candidate")));
    Set<String> keys = ranking.keys();
    keys.forEach(key -> columns.add(Column.number(shortest(key, keys))));
    columns.addAll(List.of(Column.number(ranking.heading().objective()), Column.number("minutes"),
        Column.text("state")));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    int rank = 0;
    for (Trial standing : ranking.ranked()) {
      rank++;
      List<String> cells = new ArrayList<>(List.of(rank(standing, rank), Integer.toString(standing.candidate())));
      keys.forEach(key -> cells.add(standing.parameters().getOrDefault(key, "")));
      cells.addAll(List.of(objective(standing), String.format(Locale.ROOT, "%.1f", standing.seconds() / 60),
          state(standing)));
      table.row(cells.toArray(String[]::new));
    }
    return table + "\n" + best();
  }

  /** One line a candidate, after one with the names of the columns. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    Set<String> keys = ranking.keys();
    append(text, Stream.concat(Stream.of("rank", "candidate", "state", "objective", "confidence95", "runs", "seconds",
        "note"), keys.stream()));
    int rank = 0;
    for (Trial standing : ranking.ranked()) {
      rank++;
      append(text, Stream.concat(Stream.of(rank(standing, rank), Integer.toString(standing.candidate()),
          name(standing), number(standing.objective()), number(standing.confidence()),
          Integer.toString(standing.objectives().size()), Double.toString(standing.seconds()), standing.note()),
          keys.stream().map(key -> standing.parameters().getOrDefault(key, ""))));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Stream<String> cells) {
    text.append(String.join(",", cells.map(RankingTable::escaped).toList())).append('\n');
  }

  /** As RFC 4180 wants it. */
  private static String escaped(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private String best() {
    return ranking.best().map(best -> "best so far: candidate " + best.candidate() + ", "
        + ranking.heading().objective() + " " + objective(best)).orElse("no candidate has finished so far");
  }

  private static String rank(Trial standing, int rank) {
    return Ranking.isRanked(standing) ? Integer.toString(rank) : "";
  }

  public static String objective(Trial standing) {
    if (standing.objective().isEmpty()) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.5f", standing.objective().getAsDouble());
    return standing.confidence().isEmpty() ? mean
        : mean + String.format(Locale.ROOT, " ± %.5f", standing.confidence().getAsDouble());
  }

  public static String state(Trial standing) {
    String note = standing.note();
    return name(standing) + (note.isEmpty() ? "" : ": "
        + (note.length() > NOTE_SHOWN ? note.substring(0, NOTE_SHOWN) + " …" : note));
  }

  public static String name(Trial standing) {
    return standing.state().name().toLowerCase(Locale.ROOT);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  /** The end of {@code key} that no other key has. */
  public static String shortest(String key, Set<String> keys) {
    for (int dot = key.lastIndexOf('.'); dot >= 0; dot = key.lastIndexOf('.', dot - 1)) {
      String end = key.substring(dot);
      if (keys.stream().filter(other -> ("." + other).endsWith(end)).count() == 1) {
        return end.substring(1);
      }
    }
    return key;
  }
}
