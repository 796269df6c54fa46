package org.mae4j.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mae4j.base.NumberLabel;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.plot.CurvePlot;
import org.mae4j.plot.TrainedStage;
import org.mae4j.plot.TrainingCurves;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.Figure;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.ImageStrip;
import org.mae4j.report.block.LinePlot;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Picture;
import org.mae4j.report.block.ReportBlock;

/** The report that compares several runs. */
public final class ComparisonPage {
  private final List<RecordedRun> runs;
  private final List<Figure> figures;
  private final List<TrainedStage> stages;

  private ComparisonPage(List<RecordedRun> runs, List<Figure> figures, List<TrainedStage> stages) {
    this.runs = runs;
    this.figures = figures;
    this.stages = stages;
  }

  /**
   * Returns the page as HTML.
   *
   * @param runs at least one run; their names differ
   * @param figures figures that evaluations report, in order
   * @param stages stages that train, in order
   */
  public static String of(List<RecordedRun> runs, List<Figure> figures, List<TrainedStage> stages) {
    return new ComparisonPage(runs, figures, stages).page().html();
  }

  private Page page() {
    return new Page("Comparison of " + runs.size() + " runs", String.join(", ", names()), List.of(
        new Section("results", "Results", "Selected on validation images; test images are used once.",
            present("Final figures", ResultsTable.compared(names(), runs.stream().map(RecordedRun::results).toList(),
                figures))),
        new Section("differences", "Differences", "", present("Settings that differ between the runs",
            differences())),
        new Section("curves", "Curves", "", curves()),
        new Section("reconstructions", "Reconstructions", "", reconstructions())));
  }

  private List<String> names() {
    return runs.stream().map(RecordedRun::name).toList();
  }

  private static List<ReportBlock> present(String caption, TextTable table) {
    return table.isEmpty() ? List.of() : List.of(DataTable.of(caption, table));
  }

  private TextTable differences() {
    TextTable table = new TextTable(
        Stream.concat(Stream.of(Column.text("key")), names().stream().map(Column::text)).toArray(Column[]::new));
    List<SortedMap<String, String>> settings =
        runs.stream().map(run -> ConfigRenderer.values(run.config())).toList();
    for (String key : settings.get(0).keySet()) {
      List<String> values = settings.stream().map(map -> map.get(key)).toList();
      if (values.stream().distinct().count() > 1) {
        table.row(Stream.concat(Stream.of(key), values.stream().map(NumberLabel::ofSetting)).toArray(String[]::new));
      }
    }
    return table;
  }

  private List<ReportBlock> curves() {
    Map<String, List<MetricsLog.MetricRow>> metrics = new LinkedHashMap<>();
    runs.forEach(run -> metrics.put(run.name(), run.metrics()));
    List<ReportBlock> parts = new ArrayList<>();
    for (CurvePlot plot : TrainingCurves.byFile(stages).values()) {
      for (CurvePlot.Curve curve : plot.curves()) {
        LinePlot.of(plot.compared(curve, metrics)).ifPresent(parts::add);
      }
    }
    return parts;
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
