package org.mae4j.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.config.SweepConfig.Direction;
import org.mae4j.page.Page.Section;
import org.mae4j.page.RecordedSweep.Candidate;
import org.mae4j.page.RecordedSweep.Search;
import org.mae4j.page.RecordedSweep.Surrogate;
import org.mae4j.report.TextTable;
import org.mae4j.report.TextTable.Column;

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
        new Section("parallel", "Parallel coordinates", "A line for each candidate, from parameter to parameter to its "
            + "objective at the right.", parallel()),
        new Section("importance", "Importance", "", importance()),
        new Section("surface", "Contour", "", surface())));
  }

  private String lead() {
    Search search = sweep.search();
    String generator = search.generator().substring(0, 1).toUpperCase(Locale.ROOT) + search.generator().substring(1);
    return generator + " search for the " + (search.direction() == Direction.MAXIMISE ? "highest" : "lowest") + " "
        + search.objective() + ". " + sweep.ranked().stream().findFirst().map(best -> "Best so far: candidate "
            + best.number() + " with " + SweepTables.objective(best) + ".").orElse("No candidate has finished so far.");
  }

  private List<Part> search() {
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

  private static List<Part> present(Stream<Optional<Plot>> plots) {
    return plots.<Part>flatMap(Optional::stream).toList();
  }

  private List<Part> parallel() {
    return sweep.ranked().isEmpty() ? List.of() : List.of(Parallel.of(sweep));
  }

  private List<Part> importance() {
    if (sweep.candidates().isEmpty()) {
      return List.of();
    } else if (sweep.surrogate().isEmpty()) {
      return List.of(new Remark(SurrogateText.MISSING));
    }
    Surrogate surrogate = sweep.surrogate().get();
    List<Part> parts = new ArrayList<>(List.of(new Remark(SurrogateText.fit(surrogate))));
    parts.add(Bars.of("Importance of each parameter, the standard deviation of a shuffle as a line", "loss of R²",
        surrogate.importances()));
    return parts;
  }

  private List<Part> surface() {
    if (sweep.surrogate().isEmpty()) {
      return List.of();
    }
    return sweep.surrogate().get().surface().<List<Part>>map(surface -> List.of(Contour.of(sweep, surface),
        new Remark(SurrogateText.surface(sweep.surrogate().get())))).orElseGet(() ->
        List.of(new Remark(SurrogateText.NO_SURFACE)));
  }
}
