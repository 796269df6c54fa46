package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.block.BarChart;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Paragraph;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;

/** Builds the page of a sweep, which may still be running. */
public final class SweepPage {
  /** Greatest difference of an accuracy times the number of images from a whole number. */
  private static final double ROUNDING = 1e-3;

  private final RecordedSweep sweep;
  private final SweepPlots plots;

  private SweepPage(RecordedSweep sweep) {
    this.sweep = sweep;
    this.plots = new SweepPlots(sweep);
  }

  /** Returns the page as HTML. */
  public static String of(RecordedSweep sweep) {
    return new SweepPage(sweep).page().html();
  }

  private Page page() {
    return new Page(sweep.name(), lead(), sweep.origin().facts(), List.of(
        new Section("search", "Search", "", search()),
        new Section("ranking", "Ranking", "Trials are ranked by the objective on validation images"
            + ifSeveral(" within each front; front 1 is the Pareto front") + "; test images are not used."
            + (sweep.search().repeat() == 1 ? "" : " A difference to the best trial is the mean of the differences "
                + "between runs with the same seed, with half of its 95 % interval (Student's t)."),
            SweepTables.ranking(sweep)),
        new Section("best", "Best trial",
            ifSeveral("The trial of the Pareto front that is best in the first objective."),
            SweepTables.best(sweep)),
        new Section("front", "Pareto front", sweep.tradeOff().map(RecordedTradeOff::explanation).orElse(""),
            sweep.tradeOff().map(tradeOff -> new TradeOffPlots(tradeOff).plots()).orElse(List.of())),
        new Section("progress", "Progress", "", present(Stream.of(plots.progress(), plots.times()))),
        new Section("slices", "Slices", "The objective over each parameter. The other parameters vary, too.",
            present(sweep.parameters().stream().map(plots::slice))),
        new Section("parallel", "Parallel coordinates", "Each line is a trial. It passes through the values of its "
            + "parameters and ends at its objective.", parallel()),
        new Section("importance", "Importance", "", importance()),
        new Section("surface", "Contour", "", surface())));
  }

  private String ifSeveral(String text) {
    return sweep.tradeOff().isPresent() ? text : "";
  }

  private String lead() {
    Search search = sweep.search();
    String generator = search.generator().substring(0, 1).toUpperCase(Locale.ROOT) + search.generator().substring(1);
    if (sweep.tradeOff().isPresent()) {
      RecordedTradeOff tradeOff = sweep.tradeOff().get();
      return generator + " search for " + tradeOff.wanted() + ". " + tradeOff.front().size()
          + " of " + tradeOff.points().size() + " finished trials are on the Pareto front.";
    }
    return generator + " search for the " + (search.direction() == Direction.MAXIMIZE ? "highest" : "lowest") + " "
        + search.objective() + ". " + sweep.ranked().stream().findFirst().map(this::best)
            .orElse("No trial has finished yet.");
  }

  private String best(RecordedTrial best) {
    return (sweep.complete() ? "The best is trial " : "Best so far: trial ") + best.number() + " with "
        + SweepTables.objective(best) + interval(best.objective().getAsDouble()) + ".";
  }

  /** Returns the interval of an accuracy of one run; empty for other objectives and if the counts are unknown. */
  private String interval(double accuracy) {
    int images = sweep.origin().validationImages().orElse(0);
    long correct = Math.round(accuracy * images);
    boolean known = images > 0 && sweep.search().repeat() == 1
        && sweep.search().objective().endsWith(".val." + ResultMetric.ACCURACY)
        && correct >= 0 && correct <= images && Math.abs(correct - accuracy * images) < ROUNDING;
    if (!known) {
      return "";
    }
    Interval interval = Interval.wilson(correct, images);
    return String.format(Locale.ROOT, " (95 %% interval %.3f to %.3f for %s validation images, which does not count "
        + "that it is the best of several trials)", interval.low(), interval.high(), NumberLabel.of(images));
  }

  private List<ReportBlock> search() {
    Search search = sweep.search();
    Map<String, Long> states = sweep.trials().stream()
        .collect(Collectors.groupingBy(RecordedTrial::state, LinkedHashMap::new, Collectors.counting()));
    String counts = states.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
    TextTable table = new TextTable(Column.text("setting"), Column.text("value"))
        .row("objective", search.objective())
        .row("direction", search.direction().name().toLowerCase(Locale.ROOT))
        .row("generator", search.generator() + ", seed " + search.seed())
        .row("runs per trial",
            search.repeat() + (search.repeat() == 1 ? "" : ", of which the " + search.score() + " counts"))
        .row("trials", sweep.trials().size() + (counts.isEmpty() ? "" : ": " + counts))
        .row("total time of the trials", time(sweep.trials().stream().mapToDouble(RecordedTrial::seconds).sum()));
    sweep.tradeOff().ifPresent(tradeOff -> table.row("objectives", tradeOff.wanted()));
    search.savings().ifPresent(savings -> table.row("pruning", savings));
    return List.of(DataTable.of("Search settings", table));
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
    if (sweep.trials().isEmpty()) {
      return List.of();
    } else if (sweep.surrogate().isEmpty()) {
      return List.of(new Paragraph(SurrogateText.MISSING));
    }
    Surrogate surrogate = sweep.surrogate().get();
    List<ReportBlock> parts = new ArrayList<>(List.of(new Paragraph(SurrogateText.fit(surrogate))));
    parts.add(BarChart.of("Importance of each parameter, with the standard deviation over the shuffles", "loss of R²",
        surrogate.importances().stream().map(importance -> new BarChart.Bar(importance.parameter().key(),
            importance.mean(), importance.deviation())).toList()));
    if (surrogate.predicts()) {
      parts.add(BarChart.of("Share of the variance, with the standard deviation over the trees", "share",
          surrogate.shares().stream().map(share -> new BarChart.Bar(share.label(), share.mean(), share.deviation()))
              .toList()));
    }
    return parts;
  }

  private List<ReportBlock> surface() {
    if (sweep.surrogate().isEmpty()) {
      return List.of();
    }
    Surrogate surrogate = sweep.surrogate().get();
    if (!surrogate.predicts()) {
      return List.of(new Paragraph(SurrogateText.useless(surrogate)));
    }
    return surrogate.surface().map(surface -> Stream.concat(ContourPlot.of(sweep, surface).stream(),
        Stream.<ReportBlock>of(new Paragraph(SurrogateText.surface(surrogate)))).toList())
        .orElseGet(() -> List.of(new Paragraph(SurrogateText.NO_SURFACE)));
  }
}
