package org.mae4j.sweep.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.CsvText;
import org.mae4j.base.EnumNames;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.sweep.journal.Trial;

/** A ranking as text and as CSV. */
public record RankingTable(Ranking ranking) {
  private static final int MAX_NOTE = 80;

  /** Returns a table for a terminal of {@code width} columns, and below it the best trial. */
  public String text(int width) {
    List<Column> columns = new ArrayList<>(List.of(Column.number("rank"), Column.number("trial")));
    Set<String> keys = ranking.keys();
    keys.forEach(key -> columns.add(Column.number(shortest(key, keys)).asOptional()));
    columns.addAll(List.of(Column.number(ranking.heading().objective()), Column.number("minutes").asOptional(),
        Column.text("state")));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    int rank = 0;
    for (Trial trial : ranking.ranked()) {
      rank++;
      List<String> cells = new ArrayList<>(List.of(rank(trial, rank), Integer.toString(trial.number())));
      keys.forEach(key -> cells.add(trial.parameters().getOrDefault(key, "")));
      cells.addAll(List.of(objective(trial), String.format(Locale.ROOT, "%.1f", trial.seconds() / 60), state(trial)));
      table.row(cells.toArray(String[]::new));
    }
    return table.fitted(width) + "\n" + ranking.best().map(best -> "best trial so far: " + best.number() + ", "
        + ranking.heading().objective() + " " + objective(best)).orElse("no trial has finished yet");
  }

  /** Returns the ranking as CSV (RFC 4180): a header, then one line per trial. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    Set<String> keys = ranking.keys();
    // The column of the trial keeps the name that it has in journals, on which scripts rely.
    append(text, Stream.concat(Stream.of("rank", "candidate", "state", "objective", "confidence95", "runs", "seconds",
        "note"), keys.stream()));
    int rank = 0;
    for (Trial trial : ranking.ranked()) {
      rank++;
      append(text, Stream.concat(Stream.of(rank(trial, rank), Integer.toString(trial.number()),
          EnumNames.of(trial.state()), number(trial.objective()), number(trial.confidence()),
          Integer.toString(trial.objectives().size()), Double.toString(trial.seconds()), trial.note()),
          keys.stream().map(key -> trial.parameters().getOrDefault(key, ""))));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Stream<String> cells) {
    text.append(CsvText.line(cells.toList()));
  }

  private static String rank(Trial trial, int rank) {
    return Ranking.isRanked(trial) ? Integer.toString(rank) : "";
  }

  /** Returns the objective with its confidence interval; empty if there is no objective. */
  public static String objective(Trial trial) {
    if (trial.objective().isEmpty()) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.5f", trial.objective().getAsDouble());
    return trial.confidence().isEmpty() ? mean
        : mean + String.format(Locale.ROOT, " ± %.5f", trial.confidence().getAsDouble());
  }

  /** Returns the state and the beginning of the note. */
  public static String state(Trial trial) {
    String note = trial.note();
    return EnumNames.of(trial.state()) + (note.isEmpty() ? "" : ": "
        + (note.length() > MAX_NOTE ? note.substring(0, MAX_NOTE) + " …" : note));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  /** Returns the shortest suffix of {@code key}, beginning after a dot, that no other of {@code keys} has. */
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
