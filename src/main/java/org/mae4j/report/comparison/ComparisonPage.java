package org.mae4j.report.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.plot.curve.CurvePlot;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.plot.curve.TrainingCurves;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.block.CurveChoice;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.ImageStrip;
import org.mae4j.report.block.LinePlot;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Paragraph;
import org.mae4j.report.block.Picture;
import org.mae4j.report.block.PlotChoice;
import org.mae4j.report.block.PlotChoice.Panel;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.run.RecordedRun;
import org.mae4j.report.run.ReportedStages;

/** The report that compares several runs. */
public final class ComparisonPage {
  private final List<RecordedRun> runs;
  private final ReportedStages stages;
  private final List<Leaderboard> leaderboards;
  private final List<StageDifferences> stageDifferences;

  private ComparisonPage(List<RecordedRun> runs, ReportedStages stages) {
    this.runs = runs;
    this.stages = stages;
    this.stageDifferences = StageDifferences.of(results(), stages.byGroup());
    this.leaderboards = Leaderboard.all(runs, stages.costed());
  }

  /**
   * Returns the page as HTML.
   *
   * @param runs at least one run; their names differ
   */
  public static String of(List<RecordedRun> runs, ReportedStages stages) {
    return new ComparisonPage(runs, stages).page().html();
  }

  private Page page() {
    return new Page("Comparison of " + runs.size() + " runs", String.join(", ", names()), List.of(
        new Section("results", "Results", "Selected on validation images; test images are used once.", metrics()),
        new Section("cost", "Accuracy and cost",
            "Accuracy on validation images against what it cost. The CPU minutes are "
                + "those of the run's own threads in the stages behind the metric; the stage of a linear probe has its "
                + "controls, too. No run is better than a run on the Pareto front at the same or less cost.",
            cost()),
        new Section("seeds", "Repeated runs", "Runs that differ in the seed alone have one row. Its difference to the "
            + "first row is the mean of the differences between runs with the same seed, on validation images, with "
            + "half of its 95 % interval (Student's t). One in twenty such intervals leaves out 0 by chance.",
            seeds()),
        new Section("differences", "Settings", "", DataTable.unlessEmpty("Settings that differ between the runs",
            differences())),
        new Section("curves", "Curves", CurveChoice.NOTE, curves()),
        new Section("reconstructions", "Reconstructions", "", reconstructions())));
  }

  private List<String> names() {
    return runs.stream().map(RecordedRun::name).toList();
  }

  private List<Results> results() {
    return runs.stream().map(RecordedRun::results).toList();
  }

  private List<ReportBlock> metrics() {
    List<ReportBlock> parts = new ArrayList<>(DataTable.unlessEmpty("Final metrics",
        ResultsTable.compared(names(), results(), stageDifferences, stages.metrics())));
    for (int i = 0; i < runs.size(); i++) {
      String run = ", run " + runs.get(i).name();
      stageDifferences.get(i).notes().forEach(note -> parts.add(new Paragraph(note + run)));
    }
    return parts;
  }

  private List<ReportBlock> cost() {
    List<ReportBlock> parts = new ArrayList<>(PlotChoice.of("cost-axis", "over", Leaderboard.COSTS.stream()
        .map(axis -> new Panel(axis.title(), leaderboards.stream().flatMap(board -> board.chart(axis).stream())
            .flatMap(chart -> LinePlot.of(chart).stream()).toList()))
        .toList()));
    Map<String, StageDifferences> byRun = IntStream.range(0, runs.size()).boxed()
        .collect(Collectors.toMap(i -> runs.get(i).name(), stageDifferences::get));
    leaderboards
        .forEach(board -> parts.addAll(DataTable.unlessEmpty(board.costed().metric().fullLabel(), board.table(byRun))));
    return parts;
  }

  private List<ReportBlock> seeds() {
    return leaderboards.stream().map(SeedComparison::new).filter(comparison -> !comparison.isEmpty())
        .flatMap(comparison -> DataTable
            .unlessEmpty(comparison.leaderboard().costed().metric().fullLabel(), comparison.table())
            .stream())
        .toList();
  }

  private TextTable differences() {
    TextTable table = new TextTable(
        Stream.concat(Stream.of(Column.text("key")), names().stream().map(Column::text)).toArray(Column[]::new));
    List<SortedMap<String, String>> settings =
        runs.stream().map(run -> ConfigRenderer.values(run.config())).toList();
    SortedSet<String> keys = settings.stream().flatMap(map -> map.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
    for (String key : keys) {
      // A setting of another kind, for example of the decoder, is missing.
      List<String> values = settings.stream().map(map -> map.getOrDefault(key, "")).toList();
      if (values.stream().distinct().count() > 1) {
        table.row(Stream.concat(Stream.of(key), values.stream().map(NumberLabel::ofSetting)).toArray(String[]::new));
      }
    }
    return table;
  }

  private List<ReportBlock> curves() {
    Map<String, CurveRows> metrics = new LinkedHashMap<>();
    runs.forEach(run -> metrics.put(run.name(), run.metrics()));
    Collection<CurvePlot> plots = TrainingCurves.byFile(stages.trained()).values();
    return CurveChoice.of(axis -> plots.stream()
        .flatMap(plot -> plot.curves().stream().map(curve -> plot.compared(axis, curve, metrics))));
  }

  /** Returns the last picture of reconstructions of each run that has one. */
  private List<ReportBlock> reconstructions() {
    List<ImageStrip.Frame> frames = new ArrayList<>();
    for (RecordedRun run : runs) {
      if (!run.reconstructions().isEmpty()) {
        RecordedRun.Sheet last = run.reconstructions().get(run.reconstructions().size() - 1);
        String caption = run.name() + ", " + last.moment();
        frames.add(new ImageStrip.Frame(Picture.of(last.png(),
            "Validation images, masked images and reconstructions: " + caption), caption));
      }
    }
    return frames.isEmpty() ? List.of() : List.of(new ImageStrip("Reconstructions of each run", frames));
  }
}
