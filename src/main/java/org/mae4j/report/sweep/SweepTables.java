package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedTradeOff.TradeOffPoint;

/** Builds the ranking of the trials and the tables of the best trial. */
final class SweepTables {
  /** Number of rows of the ranking that are always visible. */
  private static final int VISIBLE_ROWS = 25;

  private SweepTables() {}

  static List<ReportBlock> ranking(RecordedSweep sweep) {
    int all = sweep.trials().size();
    if (all == 0) {
      return List.of();
    } else if (all <= VISIBLE_ROWS) {
      return List.of(table(sweep, DataTable.of("Trials", rows(sweep, 0, all)), 0, all));
    }
    return List.of(
        table(sweep, DataTable.of("The first " + VISIBLE_ROWS + " of " + all + " trials",
            rows(sweep, 0, VISIBLE_ROWS)), 0, VISIBLE_ROWS),
        table(sweep, DataTable.folded("The other " + (all - VISIBLE_ROWS) + " trials",
            rows(sweep, VISIBLE_ROWS, all)), VISIBLE_ROWS, all));
  }

  private static DataTable table(RecordedSweep sweep, DataTable table, int from, int to) {
    boolean linked = sweep.trials().stream().anyMatch(trial -> !trial.reports().isEmpty());
    return linked ? table.withLinks("report",
        sweep.trials().subList(from, to).stream().map(RecordedTrial::reports).toList()) : table;
  }

  /** A column of the ranking and the text of its cells. */
  private record RankingColumn(Column column, Function<RecordedTrial, String> cell) {}

  private static List<RankingColumn> columns(RecordedSweep sweep) {
    List<RankingColumn> columns = new ArrayList<>();
    columns.add(new RankingColumn(Column.number("trial"), trial -> Integer.toString(trial.number())));
    columns.add(new RankingColumn(Column.number("objective"), SweepTables::objective));
    if (sweep.search().repeat() > 1) {
      columns.add(new RankingColumn(Column.number("mean ± standard deviation"), trial -> trial.runs()
          .map(runs -> fixed(runs.mean()) + " ± " + fixed(runs.deviation())).orElse("")));
      columns.add(new RankingColumn(Column.number("difference to the best"), trial -> difference(sweep, trial)));
    }
    sweep.tradeOff().ifPresent(tradeOff -> columns.addAll(columns(tradeOff)));
    sweep.parameters().forEach(parameter -> columns.add(new RankingColumn(
        parameter.isOrdered() ? Column.number(parameter.key()) : Column.text(parameter.key()),
        trial -> shortValue(parameter, trial))));
    columns.add(new RankingColumn(Column.number("minutes"),
        trial -> String.format(Locale.ROOT, "%.1f", trial.seconds() / 60)));
    columns.add(new RankingColumn(Column.text("state"), RecordedTrial::state));
    if (sweep.trials().stream().anyMatch(trial -> !trial.note().isEmpty())) {
      columns.add(new RankingColumn(Column.text("note"), RecordedTrial::note));
    }
    return columns;
  }

  /** Returns the mean of the differences between runs with the same seed; empty for the best trial. */
  private static String difference(RecordedSweep sweep, RecordedTrial trial) {
    return sweep.ranked().stream().findFirst().filter(best -> best.number() != trial.number())
        .flatMap(RecordedTrial::runs).flatMap(best -> trial.runs().flatMap(runs -> runs.minus(best)))
        .map(paired -> String.format(Locale.ROOT, "%+.5f ± %.5f", paired.mean(), paired.confidence())).orElse("");
  }

  /** Returns the columns of the objectives beside the first, and of the front. */
  private static List<RankingColumn> columns(RecordedTradeOff tradeOff) {
    Map<Integer, TradeOffPoint> points = tradeOff.byTrial();
    List<RankingColumn> columns = new ArrayList<>();
    for (int i = 1; i < tradeOff.goals().size(); i++) {
      int goal = i;
      columns.add(new RankingColumn(Column.number(tradeOff.goals().get(i).label()), trial -> Optional
          .ofNullable(points.get(trial.number())).map(point -> NumberLabel.of(point.values().get(goal))).orElse("")));
    }
    columns.add(new RankingColumn(Column.number("front"), trial -> Optional.ofNullable(points.get(trial.number()))
        .map(point -> Integer.toString(point.front())).orElse("")));
    return columns;
  }

  private static TextTable rows(RecordedSweep sweep, int from, int to) {
    List<RankingColumn> columns = columns(sweep);
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.number("rank")),
        columns.stream().map(RankingColumn::column)).toArray(Column[]::new));
    IntStream.range(from, to).forEach(i -> {
      RecordedTrial trial = sweep.trials().get(i);
      table.row(Stream.concat(Stream.of(trial.objective().isPresent() ? Integer.toString(i + 1) : ""),
          columns.stream().map(column -> column.cell().apply(trial))).toArray(String[]::new));
    });
    return table;
  }

  /** Returns the value, rounded to a few digits if it is a number; the CSV file has all digits. */
  private static String shortValue(SweptParameter parameter, RecordedTrial trial) {
    String value = trial.values().getOrDefault(parameter.key(), "");
    return value.isEmpty() || !parameter.levels().isEmpty() ? NumberLabel.ofSetting(value)
        : NumberLabel.of(Double.parseDouble(value));
  }

  /** Returns the parameters of the best two trials, and the settings of the best one. */
  static List<ReportBlock> best(RecordedSweep sweep) {
    if (sweep.ranked().isEmpty()) {
      return List.of();
    }
    RecordedTrial best = sweep.ranked().get(0);
    Optional<RecordedTrial> second = sweep.ranked().stream().skip(1).findFirst();
    List<Column> columns = new ArrayList<>(List.of(Column.text("parameter"), Column.text("search space"),
        Column.text("trial " + best.number() + ", the best")));
    second.ifPresent(trial -> columns.add(Column.text("trial " + trial.number() + ", the second")));
    TextTable parameters = new TextTable(columns.toArray(Column[]::new));
    sweep.parameters()
        .forEach(parameter -> parameters.row(Stream
            .concat(Stream.of(parameter.key(), NumberLabel.ofSetting(parameter.space())),
                Stream.concat(Stream.of(best), second.stream())
                    .map(trial -> NumberLabel.ofSetting(trial.values().getOrDefault(parameter.key(), ""))))
            .toArray(String[]::new)));
    TextTable differences = new TextTable(Column.text("key"), Column.text("default"), Column.text("best trial"));
    sweep.differences().forEach(setting -> differences.row(setting.key(),
        NumberLabel.ofSetting(setting.byDefault()), NumberLabel.ofSetting(setting.value())));
    List<ReportBlock> parts = new ArrayList<>(List.of(DataTable.of("Parameters", parameters)));
    if (!differences.isEmpty()) {
      parts.add(DataTable.folded("Settings of the best trial that differ from the defaults", differences));
    }
    return parts;
  }

  static String objective(RecordedTrial trial) {
    return trial.objective().isPresent() ? fixed(trial.objective().getAsDouble()) : "";
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
