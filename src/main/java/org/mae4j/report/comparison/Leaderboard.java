package org.mae4j.report.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.mae4j.plot.CostPlot;
import org.mae4j.plot.CostPlot.CostedRun;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.run.CostedMetric;
import org.mae4j.report.run.RecordedRun;

/**
 * Runs by a metric on validation images and by what the metric cost.
 *
 * @param entries runs that differ in the seed alone have one entry, with their means; in the order of the runs
 */
public record Leaderboard(List<SeedGroup> entries, CostedMetric costed) {
  /** The axes of costs. */
  public static final List<CurveAxis> COSTS = List.of(CurveAxis.CPU_MINUTES, CurveAxis.TFLOPS);

  /**
   * Returns the leaderboard of each metric with two entries or more, if it is that of a training.
   *
   * @param runs runs, of which those without the metric or its cost are left out
   */
  public static List<Leaderboard> all(List<RecordedRun> runs, List<CostedMetric> costed) {
    return costed.stream().map(metric -> of(runs, metric)).filter(board -> !board.isEmpty()).toList();
  }

  private static Leaderboard of(List<RecordedRun> runs, CostedMetric costed) {
    return new Leaderboard(SeedGroup.of(runs.stream().filter(run -> validation(run, costed).isPresent()
        && COSTS.stream().anyMatch(axis -> cost(run, costed, axis).isPresent())).toList()), costed);
  }

  private boolean isEmpty() {
    return entries.size() < 2 || entries.stream().flatMap(entry -> entry.runs().stream())
        .noneMatch(run -> run.results().number(ResultMetric.flopsKey(last(costed.trainings()))).isPresent());
  }

  /** Returns the plot over one of {@link #COSTS}; empty if the costs of fewer than two entries are known. */
  public Optional<LineChart> chart(CurveAxis axis) {
    return Optional.of(plot(axis)).filter(plot -> plot.runs().size() > 1).map(CostPlot::chart);
  }

  private CostPlot plot(CurveAxis axis) {
    List<CostedRun> points = entries.stream().flatMap(entry -> cost(entry, axis).stream()
        .mapToObj(cost -> new CostedRun(entry.name(), cost, value(entry)))).toList();
    List<String> parts = axis == CurveAxis.TFLOPS ? costed.trainings() : costed.stages();
    return new CostPlot(costed.metric().fullLabel(), axis.title() + " of " + String.join(" + ", parts),
        costed.metric().label() + " on validation images", points);
  }

  /**
   * Returns a table of the entries, the best first.
   *
   * @param differences stages with other settings by the name of the run, whose notes are elsewhere on the page
   */
  TextTable table(Map<String, StageDifferences> differences) {
    TextTable table = new TextTable(Column.text("run"), Column.number("validation"), Column.number("test"),
        Column.number(CurveAxis.CPU_MINUTES.title()), Column.number(CurveAxis.TFLOPS.title()),
        Column.text("on the Pareto front of"));
    Map<CurveAxis, List<CostedRun>> fronts = Map.of(CurveAxis.CPU_MINUTES, plot(CurveAxis.CPU_MINUTES).front(),
        CurveAxis.TFLOPS, plot(CurveAxis.TFLOPS).front());
    entries.stream().sorted(Comparator.comparingDouble(this::value).reversed()).forEach(entry -> table.row(
        entry.name(), marked(entry, "val", differences), marked(entry, "test", differences),
        shown(cost(entry, CurveAxis.CPU_MINUTES)),
        shown(cost(entry, CurveAxis.TFLOPS)), fronts(entry, fronts)));
    return table;
  }

  /** Returns the mean of the metric and, with several seeds, its standard deviation. @param split val or test */
  String accuracy(SeedGroup entry, String split) {
    return entry.described(run -> run.results().number(costed.metric().key(split)), costed.metric().unit()::format);
  }

  private String marked(SeedGroup entry, String split, Map<String, StageDifferences> differences) {
    String accuracy = accuracy(entry, split);
    return accuracy.isEmpty() ? "" : accuracy + entry.runs().stream()
        .map(run -> differences.get(run.name()).mark(costed.metric())).collect(Collectors.joining());
  }

  private static String fronts(SeedGroup entry, Map<CurveAxis, List<CostedRun>> fronts) {
    return String.join(", ", COSTS.stream()
        .filter(axis -> fronts.get(axis).stream().anyMatch(best -> best.name().equals(entry.name())))
        .map(CurveAxis::title).toList());
  }

  private static String shown(OptionalDouble cost) {
    return cost.isEmpty() ? "" : String.format(Locale.ROOT, cost.getAsDouble() < 10 ? "%.3g" : "%,.1f",
        cost.getAsDouble());
  }

  private double value(SeedGroup entry) {
    return entry.mean(this::validation).orElseThrow();
  }

  /** Returns the metric of a run on validation images. */
  OptionalDouble validation(RecordedRun run) {
    return validation(run, costed);
  }

  private static OptionalDouble validation(RecordedRun run, CostedMetric costed) {
    return run.results().number(costed.metric().key("val"));
  }

  /** Returns the mean cost in the unit of the axis; empty if that of a run is not known. */
  OptionalDouble cost(SeedGroup entry, CurveAxis axis) {
    return entry.mean(run -> cost(run, costed, axis));
  }

  private static OptionalDouble cost(RecordedRun run, CostedMetric costed, CurveAxis axis) {
    if (axis == CurveAxis.TFLOPS) {
      OptionalDouble flops = costed.flops(run.results());
      return flops.isPresent() ? OptionalDouble.of(flops.getAsDouble() / axis.unit()) : flops;
    }
    Map<String, Double> seconds = ProvenanceFile.stages(run.provenance(), StageTime.CPU_SECONDS);
    return seconds.keySet().containsAll(costed.stages())
        ? OptionalDouble.of(costed.stages().stream().mapToDouble(seconds::get).sum() / axis.unit())
        : OptionalDouble.empty();
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }
}
