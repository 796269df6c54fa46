package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.plot.LineChart;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedSweep.Candidate;

/** Tables of a sweep. */
final class SweepTables {
  /** Rows of a ranking that are shown unasked. */
  private static final int SHOWN = 25;

  private SweepTables() {}

  static List<ReportBlock> ranking(RecordedSweep sweep) {
    int all = sweep.candidates().size();
    if (all == 0) {
      return List.of();
    } else if (all <= SHOWN) {
      return List.of(table(sweep, DataTable.of("Candidates", rows(sweep, 0, all)), 0, all));
    }
    return List.of(
        table(sweep, DataTable.of("The first " + SHOWN + " of " + all + " candidates", rows(sweep, 0, SHOWN)),
            0, SHOWN),
        table(sweep, DataTable.folded("The other " + (all - SHOWN), rows(sweep, SHOWN, all)), SHOWN, all));
  }

  private static DataTable table(RecordedSweep sweep, DataTable table, int from, int to) {
    boolean linked = sweep.candidates().stream().anyMatch(candidate -> !candidate.reports().isEmpty());
    return linked ? table.linked("report",
        sweep.candidates().subList(from, to).stream().map(Candidate::reports).toList()) : table;
  }

  /** A column of the ranking, and what stands in it. */
  private record Shown(Column column, Function<Candidate, String> cell) {}

  private static List<Shown> columns(RecordedSweep sweep) {
    List<Shown> columns = new ArrayList<>();
    columns.add(new Shown(Column.number("candidate"), candidate -> Integer.toString(candidate.number())));
    columns.add(new Shown(Column.number("objective"), SweepTables::objective));
    if (sweep.search().repeat() > 1) {
      columns.add(new Shown(Column.number("± 95 %"), candidate -> candidate.confidence().isEmpty() ? ""
          : fixed(candidate.confidence().getAsDouble())));
    }
    sweep.parameters().forEach(parameter -> columns.add(new Shown(
        new Column(parameter.label(), parameter.isOrdered()), candidate -> brief(parameter, candidate))));
    columns.add(new Shown(Column.number("minutes"),
        candidate -> String.format(Locale.ROOT, "%.1f", candidate.seconds() / 60)));
    columns.add(new Shown(Column.text("state"), Candidate::state));
    if (sweep.candidates().stream().anyMatch(candidate -> !candidate.note().isEmpty())) {
      columns.add(new Shown(Column.text("note"), Candidate::note));
    }
    return columns;
  }

  private static TextTable rows(RecordedSweep sweep, int from, int to) {
    List<Shown> columns = columns(sweep);
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.number("rank")),
        columns.stream().map(Shown::column)).toArray(Column[]::new));
    IntStream.range(from, to).forEach(i -> {
      Candidate candidate = sweep.candidates().get(i);
      table.row(Stream.concat(Stream.of(candidate.objective().isPresent() ? Integer.toString(i + 1) : ""),
          columns.stream().map(column -> column.cell().apply(candidate))).toArray(String[]::new));
    });
    return table;
  }

  /** A number to some digits; all of them are in the CSV. */
  private static String brief(SweptParameter parameter, Candidate candidate) {
    String value = candidate.values().getOrDefault(parameter.key(), "");
    return value.isEmpty() || !parameter.levels().isEmpty() ? value : LineChart.label(parameter.coordinate(value));
  }

  /** What the best candidate has, and what the next has instead. */
  static List<ReportBlock> best(RecordedSweep sweep) {
    if (sweep.ranked().isEmpty()) {
      return List.of();
    }
    Candidate best = sweep.ranked().get(0);
    Optional<Candidate> second = sweep.ranked().stream().skip(1).findFirst();
    List<Column> columns = new ArrayList<>(List.of(Column.text("parameter"), Column.text("searched in"),
        Column.text("candidate " + best.number() + ", the best")));
    second.ifPresent(next -> columns.add(Column.text("candidate " + next.number() + ", the second")));
    TextTable found = new TextTable(columns.toArray(Column[]::new));
    sweep.parameters().forEach(parameter -> found.row(Stream.concat(Stream.of(parameter.key(), parameter.space()),
        Stream.concat(Stream.of(best), second.stream()).map(one -> one.values().getOrDefault(parameter.key(), "")))
        .toArray(String[]::new)));
    TextTable differences = new TextTable(Column.text("key"), Column.text("by default"), Column.text("here"));
    sweep.differences().forEach(one -> differences.row(one.key(), one.byDefault(), one.value()));
    List<ReportBlock> parts = new ArrayList<>(List.of(DataTable.of("What was found", found)));
    if (!differences.isEmpty()) {
      parts.add(DataTable.folded("Every setting of the best candidate that is not the default", differences));
    }
    return parts;
  }

  static String objective(Candidate candidate) {
    return candidate.objective().isPresent() ? fixed(candidate.objective().getAsDouble()) : "";
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
