package org.mae4j.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.page.RecordedSweep.Candidate;
import org.mae4j.report.TextTable;
import org.mae4j.report.TextTable.Column;

/** Tables of a sweep. */
final class SweepTables {
  /** Rows of a ranking that are shown unasked. */
  private static final int SHOWN = 25;

  private SweepTables() {}

  static List<Part> ranking(RecordedSweep sweep) {
    int all = sweep.candidates().size();
    if (all == 0) {
      return List.of();
    } else if (all <= SHOWN) {
      return List.of(DataTable.of("Candidates", rows(sweep, 0, all)).linked("report", links(sweep, 0, all)));
    }
    return List.of(
        DataTable.of("The first " + SHOWN + " of " + all + " candidates", rows(sweep, 0, SHOWN))
            .linked("report", links(sweep, 0, SHOWN)),
        DataTable.folded("The other " + (all - SHOWN), rows(sweep, SHOWN, all))
            .linked("report", links(sweep, SHOWN, all)));
  }

  private static List<List<RecordedSweep.Link>> links(RecordedSweep sweep, int from, int to) {
    return sweep.candidates().subList(from, to).stream().map(Candidate::reports).toList();
  }

  private static TextTable rows(RecordedSweep sweep, int from, int to) {
    boolean repeated = sweep.search().repeat() > 1;
    List<Column> columns = new ArrayList<>(List.of(Column.number("rank"), Column.number("candidate")));
    sweep.parameters().forEach(parameter -> columns.add(new Column(parameter.label(), parameter.isOrdered())));
    columns.add(Column.number(sweep.search().objective()));
    if (repeated) {
      columns.add(Column.number("± 95 %"));
    }
    columns.addAll(List.of(Column.number("minutes"), Column.text("state"), Column.text("note")));
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    IntStream.range(from, to).forEach(i -> {
      Candidate candidate = sweep.candidates().get(i);
      List<String> cells = new ArrayList<>(List.of(candidate.objective().isPresent() ? Integer.toString(i + 1) : "",
          Integer.toString(candidate.number())));
      sweep.parameters().forEach(parameter -> cells.add(candidate.values().getOrDefault(parameter.key(), "")));
      cells.add(objective(candidate));
      if (repeated) {
        cells.add(candidate.confidence().isEmpty() ? "" : fixed(candidate.confidence().getAsDouble()));
      }
      cells.addAll(List.of(String.format(Locale.ROOT, "%.1f", candidate.seconds() / 60), candidate.state(),
          candidate.note()));
      table.row(cells.toArray(String[]::new));
    });
    return table;
  }

  /** What the best candidate has, and what the next has instead. */
  static List<Part> best(RecordedSweep sweep) {
    if (sweep.ranked().isEmpty()) {
      return List.of();
    }
    Candidate best = sweep.ranked().get(0);
    Optional<Candidate> second = sweep.ranked().stream().skip(1).findFirst();
    TextTable found = new TextTable(Column.text("parameter"), Column.text("searched in"),
        Column.text("candidate " + best.number() + ", the best"),
        Column.text(second.map(next -> "candidate " + next.number() + ", the second").orElse("no second")));
    sweep.parameters().forEach(parameter -> found.row(parameter.key(), parameter.space(),
        best.values().getOrDefault(parameter.key(), ""),
        second.map(next -> next.values().getOrDefault(parameter.key(), "")).orElse("")));
    TextTable differences = new TextTable(Column.text("key"), Column.text("by default"), Column.text("here"));
    sweep.differences().forEach(one -> differences.row(one.key(), one.byDefault(), one.value()));
    List<Part> parts = new ArrayList<>(List.of(DataTable.of("What was found", found)));
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
