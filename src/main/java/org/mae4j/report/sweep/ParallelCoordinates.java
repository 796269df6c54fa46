package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.base.text.WrappedText;
import org.mae4j.plot.axis.Axis;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.ReportBlock;

/**
 * A parallel-coordinates plot: each trial is a line through vertical axes, one per parameter and the objective at the
 * right. The labels of an axis stand in a gap of the lines at its left: a line ends there, and goes on at the axis at
 * the same height.
 *
 * @param title title above the plot
 * @param width width of the drawing in SVG units; grows with the number of axes
 * @param sides axes from left to right
 * @param lines lines of the trials; better trials cover worse ones
 */
public record ParallelCoordinates(String title, int width, List<Side> sides, List<TrialLine> lines, List<Key> legend)
    implements ReportBlock {
  /** Position of the axes in the template, in SVG units. */
  private static final int TOP = 34;
  private static final int BOTTOM = 254;
  private static final int FIRST = 140;
  private static final int LAST = 20;
  /** Width of the gap at the left of an axis. */
  private static final int GAP = 58;
  private static final int MIN_DISTANCE = 160;
  private static final int MAX_DISTANCE = 220;
  /** Distance of the first axis from the last, if the axes fit into the page. */
  private static final int TOTAL_DISTANCE = 1050;
  /** Position below the axis for trials without the parameter. */
  private static final int ABSENT = 276;
  private static final int MAX_LABEL = 29;
  private static final int MAX_TICK = 9;

  /**
   * A vertical axis.
   *
   * @param key key of the parameter or of the objective
   * @param across horizontal position
   * @param gap start of the gap with the labels
   * @param group first line of the heading: the part of the key before its last word
   * @param label second line of the heading
   * @param name complete heading
   * @param ticks labels at the left of the axis
   * @param absent whether some trials do not have the parameter
   */
  record Side(String key, int across, int gap, String group, String label, String name, List<Plot.Tick> ticks,
      boolean absent) {}

  /**
   * The line of a trial.
   *
   * @param style CSS classes
   * @param path SVG path data
   * @param hint tooltip
   * @param values text of the value on each axis, one per line; empty if the trial does not have the parameter
   */
  record TrialLine(String style, String path, String hint, String values) {}

  /** Returns the plot of all ranked trials. @param sweep sweep with at least one ranked trial */
  static ParallelCoordinates of(RecordedSweep sweep) {
    List<RecordedTrial> ranked = sweep.ranked();
    List<SweptParameter> parameters = sweep.parameters().stream()
        .filter(parameter -> ranked.stream().anyMatch(c -> c.has(parameter))).toList();
    List<Axis> axes = Stream.concat(parameters.stream().map(parameter -> axis(parameter, ranked)),
        Stream.of(Axis.of(sweep.search().objective(), SweepPlots.scale(SweepPlots.objectives(ranked))))).toList();
    List<TrialLine> lines = new ArrayList<>();
    for (int i = ranked.size() - 1; i >= 0; i--) {
      RecordedTrial trial = ranked.get(i);
      lines.add(new TrialLine("line " + ColorScale.byRank(i + 1, ranked.size()) + RecordedTrial.style(trial.number()),
          path(trial, parameters, axes), trial.hint(), values(trial, parameters)));
    }
    List<Side> sides = IntStream.range(0, axes.size()).mapToObj(i -> i < parameters.size()
        ? side(parameters.get(i).key(), i, axes, ranked.stream().anyMatch(c -> !c.has(parameters.get(i))))
        : side(sweep.search().objective(), i, axes, false)).toList();
    return new ParallelCoordinates("Trials by rank", x(axes.size() - 1, axes.size()) + LAST, sides, lines, List.of(
        new Key("line r8", "best", ""), new Key("line r4", "middle", ""), new Key("line r0", "worst", "")));
  }

  private static Axis axis(SweptParameter parameter, List<RecordedTrial> ranked) {
    return parameter.axis(ranked.stream().filter(trial -> trial.has(parameter))
        .mapToDouble(trial -> trial.coordinate(parameter)).toArray());
  }

  private static String path(RecordedTrial trial, List<SweptParameter> parameters, List<Axis> axes) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < axes.size(); i++) {
      boolean last = i == parameters.size();
      boolean absent = !last && !trial.has(parameters.get(i));
      double value = last ? trial.objective().orElseThrow()
          : absent ? 0 : trial.coordinate(parameters.get(i));
      String height = absent ? Integer.toString(ABSENT) : y(axes.get(i), value);
      int across = x(i, axes.size());
      if (i > 0) {
        path.append('L').append(across - GAP).append(' ').append(height);
      }
      path.append('M').append(across).append(' ').append(height);
    }
    return path.append("h6").toString();
  }

  private static String values(RecordedTrial trial, List<SweptParameter> parameters) {
    return Stream.concat(parameters.stream()
        .map(parameter -> NumberLabel.ofSetting(trial.values().getOrDefault(parameter.key(), ""))),
        Stream.of(NumberLabel.of(trial.objective().orElseThrow()))).collect(Collectors.joining("\n"));
  }

  private static int x(int index, int sides) {
    int distance = Math.max(MIN_DISTANCE, Math.min(MAX_DISTANCE, TOTAL_DISTANCE / Math.max(1, sides - 1)));
    return FIRST + index * distance;
  }

  private static Side side(String key, int index, List<Axis> axes, boolean absent) {
    Axis axis = axes.get(index);
    int across = x(index, axes.size());
    int dot = axis.label().lastIndexOf('.') + 1;
    return new Side(key, across, across - GAP, WrappedText.cut(axis.label().substring(0, dot), MAX_LABEL),
        WrappedText.cut(axis.label().substring(dot), MAX_LABEL), axis.label(), axis.ticks().stream()
            .map(tick -> new Plot.Tick(y(axis, tick.value()), WrappedText.cut(tick.label(), MAX_TICK))).toList(),
        absent);
  }

  private static String y(Axis axis, double value) {
    return String.format(Locale.ROOT, "%.1f", BOTTOM - axis.position(value) * (BOTTOM - TOP));
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public String kind() {
    return "parallel";
  }
}
