package org.mae4j.sweep.display;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * A moment of a sweep as lines for a terminal.
 *
 * @param width columns that there are
 * @param height lines that there are
 */
public record SweepTable(SweepSnapshot now, int width, int height) {
  /** Heading and rule of the table, what was left out, the bar, and room for the cursor. */
  private static final int AROUND = 5;
  private static final int BAR = 20;

  /** The table, and below it a bar; none longer than the width, no more than the height. */
  public List<String> lines() {
    Optional<Trial> best = now.ranking().best();
    List<Trial> shown = shown(best);
    List<String> lines = new ArrayList<>(table(shown, best).toString().lines().toList());
    int hidden = now.ranking().standings().size() - shown.size();
    if (hidden > 0) {
      lines.add("and " + hidden + " more that ended");
    }
    lines.add(bar() + " " + now.summary());
    return lines.stream().map(this::cut).toList();
  }

  /** Where there is no room for all: those under way, the best, and the latest of the others. */
  private List<Trial> shown(Optional<Trial> best) {
    List<Trial> all = now.ranking().standings();
    int room = Math.max(1, height - AROUND);
    if (all.size() <= room) {
      return all;
    }
    Set<Trial> byWorth = new LinkedHashSet<>(all.stream().filter(standing -> !standing.ended()).toList());
    best.ifPresent(byWorth::add);
    for (int i = all.size() - 1; i >= 0; i--) {
      byWorth.add(all.get(i));
    }
    Set<Trial> kept = byWorth.stream().limit(room).collect(Collectors.toSet());
    return all.stream().filter(kept::contains).toList();
  }

  private TextTable table(List<Trial> shown, Optional<Trial> best) {
    Set<String> keys = now.ranking().keys();
    TextTable table = new TextTable(Stream.of(Stream.of(Column.number("candidate")),
        keys.stream().map(key -> Column.number(RankingTable.shortest(key, keys))),
        Stream.of(Column.number(now.ranking().heading().objective()), Column.text("state")))
        .flatMap(columns -> columns).toArray(Column[]::new));
    for (Trial standing : shown) {
      table.row(Stream.of(Stream.of(Integer.toString(standing.candidate())),
          keys.stream().map(key -> standing.parameters().getOrDefault(key, "")),
          Stream.of(RankingTable.objective(standing), state(standing, best.filter(standing::equals).isPresent())))
          .flatMap(cells -> cells).toArray(String[]::new));
    }
    return table;
  }

  private String state(Trial standing, boolean best) {
    if (now.running().containsKey(standing.candidate())) {
      return now.running().get(standing.candidate()).toString();
    }
    return (standing.ended() ? RankingTable.state(standing) : "to go on") + (best ? ", the best" : "");
  }

  private String bar() {
    int done = (int) (BAR * now.share());
    return "[" + "=".repeat(done) + (done < BAR ? ">" + " ".repeat(BAR - done - 1) : "") + "]";
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= width ? line
        : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
  }
}
