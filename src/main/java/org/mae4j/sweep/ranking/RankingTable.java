package org.mae4j.sweep.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mae4j.base.EnumNames;
import org.mae4j.base.text.WrappedText;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.plan.Repetitions;

/**
 * A ranking as text.
 *
 * @param complete whether no further trial follows
 */
public record RankingTable(Ranking ranking, boolean complete) {
  private static final int MAX_NOTE = 80;
  private static final String NONE = "no trial has finished yet";

  /** Creates the table of a sweep that may have further trials. */
  public RankingTable(Ranking ranking) {
    this(ranking, false);
  }

  /**
   * Returns a table for a terminal of {@code width} columns, and below it the best trial or the Pareto front. The names of
   * objectives are shortened before columns are left out.
   */
  public String text(int width) {
    TextTable table = table(SweepObjective::key);
    Set<String> names = new TreeSet<>(ranking.keys());
    objectives().forEach(objective -> names.add(objective.key()));
    return (table.hasRoom(width) ? table : table(objective -> shortest(objective.key(), names))).fitted(width) + "\n"
        + WrappedText.of(ranking.hasSeveralObjectives() ? frontSummary() : bestSummary(), width, 2);
  }

  private TextTable table(Function<SweepObjective, String> name) {
    List<Column> columns = new ArrayList<>(List.of(Column.number("rank"), Column.number("trial")));
    Set<String> keys = ranking.keys();
    keys.forEach(key -> columns.add(Column.number(shortest(key, keys)).asOptional()));
    objectives().forEach(objective -> columns.add(Column.number(name.apply(objective))));
    boundColumn().forEach(heading -> columns.add(Column.number(heading)));
    ranking.frontColumn().forEach(heading -> columns.add(Column.number(heading)));
    columns.addAll(List.of(Column.number("minutes").asOptional(), Column.text("state")));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    Map<Integer, Integer> fronts = ranking.fronts();
    int rank = 0;
    for (Trial trial : ranking.ranked()) {
      rank++;
      List<String> cells = new ArrayList<>(List.of(rank(trial, rank), Integer.toString(trial.number())));
      keys.forEach(key -> cells.add(trial.parameters().getOrDefault(key, "")));
      cells.addAll(values(trial));
      boundColumn().forEach(heading -> cells.add(number(trial.comparable())));
      ranking.frontColumn().forEach(heading -> cells.add(front(trial, fronts)));
      cells.addAll(List.of(String.format(Locale.ROOT, "%.1f", trial.seconds() / 60), state(trial)));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** Returns the name of the column of the score, which tables have only if it is not the mean. */
  private List<String> boundColumn() {
    Repetitions.Score score = ranking.heading().repetitions().score();
    return score == Repetitions.Score.MEAN ? List.of() : List.of(EnumNames.of(score));
  }

  private List<SweepObjective> objectives() {
    return ranking.heading().objectives();
  }

  /** Returns the front of a trial; empty if it has none. */
  static String front(Trial trial, Map<Integer, Integer> fronts) {
    return Optional.ofNullable(fronts.get(trial.number())).map(front -> Integer.toString(front)).orElse("");
  }

  /** Returns the names and the values of the objectives of a trial that has them. */
  public String described(Trial trial) {
    List<String> values = values(trial);
    return IntStream.range(0, values.size()).mapToObj(i -> objectives().get(i).key() + " " + values.get(i))
        .collect(Collectors.joining(", "));
  }

  /** Returns the texts of all objectives of a trial. */
  private List<String> values(Trial trial) {
    List<Double> means = trial.means();
    return IntStream.range(0, objectives().size()).mapToObj(i -> i == 0 ? objective(trial)
        : means.isEmpty() ? "" : objectives().get(i).text(means.get(i))).toList();
  }

  private String bestSummary() {
    return ranking
        .best().map(best -> "best trial" + soFar() + ": " + best.number() + ", " + ranking.heading().objective() + " "
            + objective(best) + (best.deviation().isEmpty() ? ""
                : " (mean ± standard deviation of " + best.objectives().size() + " runs)"))
        .orElse(NONE);
  }

  private String soFar() {
    return complete ? "" : " so far";
  }

  private String frontSummary() {
    List<Double> volumes = ranking.tradeOff().hypervolumes();
    return volumes.isEmpty() ? NONE
        : "Pareto front" + soFar() + ": " + ranking.front().size() + " of " + volumes.size() + " finished trials, "
            + ranking.front().stream().map(trial -> Integer.toString(trial.number())).collect(Collectors.joining(", "))
            + String.format(Locale.ROOT, "; hypervolume %.3f, where 1 is the best of all objectives in one trial",
                volumes.get(volumes.size() - 1));
  }

  static String rank(Trial trial, int rank) {
    return Ranking.isRanked(trial) ? Integer.toString(rank) : "";
  }

  /** Returns the objective, that of several runs as mean ± standard deviation; empty if there is no objective. */
  public static String objective(Trial trial) {
    return number(trial.objective()) + (trial.deviation().isEmpty() ? "" : " ± " + number(trial.deviation()));
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, "%.5f", value.getAsDouble());
  }

  /** Returns the state and the beginning of the note. */
  public static String state(Trial trial) {
    String note = trial.note();
    return EnumNames.of(trial.state()) + (note.isEmpty() ? "" : ": "
        + (note.length() > MAX_NOTE ? note.substring(0, MAX_NOTE) + " …" : note));
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
