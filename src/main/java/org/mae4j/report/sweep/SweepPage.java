package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;
import org.mae4j.report.block.BarChart;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.Html;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Paragraph;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedSweep.Candidate;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;
import org.mae4j.base.Direction;

/** All of one sweep, as far as it is. */
public final class SweepPage {
  private final RecordedSweep sweep;
  private final SweepPlots plots;

  private SweepPage(RecordedSweep sweep) {
    this.sweep = sweep;
    this.plots = new SweepPlots(sweep);
  }

  /** The page as HTML. */
  public static String of(RecordedSweep sweep) {
    return Html.of(new SweepPage(sweep).page());
  }

  private Page page() {
    return new Page(sweep.name(), lead(), List.of(
        new Section("search", "Search", "", search()),
        new Section("ranking", "Ranking", "By the objective on validation images; test images are not looked at.",
            SweepTables.ranking(sweep)),
        new Section("best", "Best candidate", "", SweepTables.best(sweep)),
        new Section("progress", "Progress", "", present(Stream.of(plots.progress(), plots.times()))),
        new Section("slices", "Slices", "The objective over each parameter by itself; what the other parameters do is "
            + "in it too.", present(sweep.parameters().stream().map(plots::slice))),
        new Section("parallel", "ParallelCoordinates coordinates", "A line for each candidate, from parameter to parameter to its "
            + "objective at the right.", parallel()),
        new Section("importance", "Importance", "", importance()),
        new Section("surface", "ContourPlot", "", surface())));
  }

  private String lead() {
    Search search = sweep.search();
    String generator = search.generator().substring(0, 1).toUpperCase(Locale.ROOT) + search.generator().substring(1);
    return generator + " search for the " + (search.direction() == Direction.MAXIMIZE ? "highest" : "lowest") + " "
        + search.objective() + ". " + sweep.ranked().stream().findFirst().map(best -> "Best so far: candidate "
            + best.number() + " with " + SweepTables.objective(best) + ".").orElse("No candidate has finished so far.");
  }

  private List<ReportBlock> search() {
    Search search = sweep.search();
    Map<String, Long> states = sweep.candidates().stream()
        .collect(Collectors.groupingBy(Candidate::state, LinkedHashMap::new, Collectors.counting()));
    String counts = states.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
    TextTable table = new TextTable(Column.text("what"), Column.text("value"))
        .row("objective", search.objective())
        .row("direction", search.direction().name().toLowerCase(Locale.ROOT))
        .row("generator", search.generator() + ", seed " + search.seed())
        .row("runs of each candidate", Integer.toString(search.repeat()))
        .row("candidates", sweep.candidates().size() + (counts.isEmpty() ? "" : ": " + counts))
        .row("time of all candidates", time(sweep.candidates().stream().mapToDouble(Candidate::seconds).sum()));
    search.savings().ifPresent(savings -> table.row("pruning", savings));
    return List.of(DataTable.of("What was searched", table));
  }

  private static String time(double seconds) {
    return seconds < 7200 ? String.format(Locale.ROOT, "%.1f minutes", seconds / 60)
        : String.format(Locale.ROOT, "%.1f hours", seconds / 3600);
  }

  private static List<ReportBlock> present(Stream<Optional<Plot>> plots) {
    return plots.<ReportBlock>flatMap(Optional::stream).toList();
  }

  private List<ReportBlock> parallel() {
    return sweep.ranked().isEmpty() ? List.of() : List.of(ParallelCoordinates.of(sweep));
  }

  private List<ReportBlock> importance() {
    if (sweep.candidates().isEmpty()) {
      return List.of();
    } else if (sweep.surrogate().isEmpty()) {
      return List.of(new Paragraph(SurrogateText.MISSING));
    }
    Surrogate surrogate = sweep.surrogate().get();
    List<ReportBlock> parts = new ArrayList<>(List.of(new Paragraph(SurrogateText.fit(surrogate))));
    parts.add(BarChart.of("Importance of each parameter, the standard deviation of a shuffle as a line", "loss of R²",
        surrogate.importances()));
    return parts;
  }

  private List<ReportBlock> surface() {
    if (sweep.surrogate().isEmpty()) {
      return List.of();
    }
    return sweep.surrogate().get().surface().<List<ReportBlock>>map(surface -> List.of(ContourPlot.of(sweep, surface),
        new Paragraph(SurrogateText.surface(sweep.surrogate().get())))).orElseGet(() ->
        List.of(new Paragraph(SurrogateText.NO_SURFACE)));
  }
}
