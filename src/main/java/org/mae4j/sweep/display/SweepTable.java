package org.mae4j.sweep.display;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mae4j.base.text.WrappedText;
import org.mae4j.experiment.progress.ProgressBarLine;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * A snapshot of a sweep as lines for a terminal.
 *
 * @param width of the terminal in columns
 * @param height of the terminal in lines
 */
public record SweepTable(SweepSnapshot now, int width, int height) {
  /** Lines besides the trials: header, rule, number of omitted trials, progress bar, cursor. */
  private static final int OTHER_LINES = 5;
  private static final int HEAD_LINES = 2;

  /** Returns the table and a progress bar, cut to the size of the terminal. */
  public List<String> lines() {
    List<Trial> best = now.ranking().front();
    List<Trial> shown = shown(best);
    List<String> lines =
        new ArrayList<>(table(shown, best).fitted(width).lines().limit(HEAD_LINES + shown.size()).toList());
    int hidden = now.ranking().trials().size() - shown.size();
    if (hidden > 0) {
      lines.add("and " + hidden + " more that ended");
    }
    lines.add(ProgressBarLine.of("", now.fraction(), now.summary(), width));
    return lines.stream().map(line -> WrappedText.cut(line, width)).toList();
  }

  /** Returns the trials that fit: first the running trials, then the best, then the latest. */
  private List<Trial> shown(List<Trial> best) {
    List<Trial> all = now.ranking().trials();
    int room = Math.max(1, height - OTHER_LINES);
    if (all.size() <= room) {
      return all;
    }
    Set<Trial> byPriority = new LinkedHashSet<>(all.stream().filter(trial -> !trial.ended()).toList());
    byPriority.addAll(best);
    for (int i = all.size() - 1; i >= 0; i--) {
      byPriority.add(all.get(i));
    }
    Set<Trial> kept = byPriority.stream().limit(room).collect(Collectors.toSet());
    return all.stream().filter(kept::contains).toList();
  }

  private TextTable table(List<Trial> shown, List<Trial> best) {
    Set<String> keys = now.ranking().keys();
    List<Column> columns = new ArrayList<>(List.of(Column.number("trial")));
    keys.forEach(key -> columns.add(Column.number(RankingTable.shortest(key, keys)).asOptional()));
    columns.addAll(List.of(Column.number(now.ranking().heading().objective()), Column.text("state")));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    for (Trial trial : shown) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(trial.number())));
      keys.forEach(key -> cells.add(trial.parameters().getOrDefault(key, "")));
      cells.addAll(List.of(RankingTable.objective(trial), state(trial, best.contains(trial))));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private String state(Trial trial, boolean isBest) {
    if (now.running().containsKey(trial.number())) {
      return now.running().get(trial.number()).toString();
    }
    return (trial.ended() ? RankingTable.state(trial) : "interrupted")
        + (isBest ? now.ranking().hasSeveralObjectives() ? ", on the Pareto front" : ", best" : "");
  }
}
