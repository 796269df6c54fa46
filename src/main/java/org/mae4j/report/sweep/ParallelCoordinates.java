package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.report.block.Axis;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.PlotFrame;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedSweep.Candidate;

/**
 * Candidates as lines through upright axes: one for each parameter, and the objective's at the right.
 *
 * @param title above it
 * @param width of the drawing, which grows with the number of axes
 * @param sides from left to right
 * @param marks the better over the worse
 */
public record ParallelCoordinates(String title, int width, List<Side> sides, List<Mark> marks, List<Key> legend) implements ReportBlock {
  /** Where the template draws the axes. */
  private static final int TOP = 34;
  private static final int BOTTOM = 254;
  private static final int FIRST = 70;
  private static final int LAST = 70;
  private static final int LEAST_BETWEEN = 110;
  private static final int MOST_BETWEEN = 200;
  /** Of all axes, where they fit into the page. */
  private static final int ACROSS = 1050;
  /** Below the axis: where candidates pass that do not have the parameter. */
  private static final int ABSENT = 276;
  private static final int CHARACTERS = 18;

  /**
   * An upright axis.
   *
   * @param across its place from the left
   * @param label at its head, cut where it is long
   * @param name the whole of it
   * @param ticks beside it
   * @param absent whether candidates pass below it
   */
  record Side(int across, String label, String name, List<Plot.Tick> ticks, boolean absent) {}

  /** @param sweep with candidates that have an objective */
  static ParallelCoordinates of(RecordedSweep sweep) {
    List<Candidate> ranked = sweep.ranked();
    List<SweptParameter> parameters = sweep.parameters().stream()
        .filter(parameter -> ranked.stream().anyMatch(c -> c.values().containsKey(parameter.key()))).toList();
    List<Axis> axes = Stream.concat(parameters.stream().map(parameter -> axis(parameter, ranked)),
        Stream.of(Axis.of(sweep.search().objective(), SweepPlots.scale(SweepPlots.objectives(ranked))))).toList();
    List<Mark> marks = new ArrayList<>();
    for (int i = ranked.size() - 1; i >= 0; i--) {
      marks.add(new Mark("line " + ColorScale.byRank(i + 1, ranked.size()), path(ranked.get(i), parameters, axes),
          SweepPlots.hint(ranked.get(i))));
    }
    List<Side> sides = IntStream.range(0, axes.size()).mapToObj(i -> side(i, axes.size(), axes.get(i),
        i < parameters.size() && ranked.stream().anyMatch(c -> !c.values().containsKey(parameters.get(i).key()))))
        .toList();
    return new ParallelCoordinates("Candidates by rank", place(axes.size() - 1, axes.size()) + LAST, sides, marks, List.of(
        new Key("line r8", "best", ""), new Key("line r4", "middle", ""), new Key("line r0", "worst", "")));
  }

  private static Axis axis(SweptParameter parameter, List<Candidate> ranked) {
    return parameter.axis(ranked.stream().filter(candidate -> candidate.values().containsKey(parameter.key()))
        .mapToDouble(candidate -> SweepPlots.coordinate(candidate, parameter)).toArray());
  }

  private static String path(Candidate candidate, List<SweptParameter> parameters, List<Axis> axes) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < axes.size(); i++) {
      boolean last = i == parameters.size();
      boolean absent = !last && !candidate.values().containsKey(parameters.get(i).key());
      double value = last ? candidate.objective().orElseThrow()
          : absent ? 0 : SweepPlots.coordinate(candidate, parameters.get(i));
      path.append(i == 0 ? 'M' : 'L').append(place(i, axes.size())).append(' ')
          .append(absent ? Integer.toString(ABSENT) : height(axes.get(i), value));
    }
    return path.toString();
  }

  private static int place(int index, int sides) {
    int between = Math.max(LEAST_BETWEEN, Math.min(MOST_BETWEEN, ACROSS / Math.max(1, sides - 1)));
    return FIRST + index * between;
  }

  private static Side side(int index, int sides, Axis axis, boolean absent) {
    return new Side(place(index, sides), PlotFrame.cut(axis.label(), CHARACTERS), axis.label(), axis.ticks().stream()
        .map(tick -> new Plot.Tick(height(axis, tick.value()), PlotFrame.cut(tick.label(), CHARACTERS / 2))).toList(),
        absent);
  }

  private static String height(Axis axis, double value) {
    return String.format(Locale.ROOT, "%.1f", BOTTOM - axis.place(value) * (BOTTOM - TOP));
  }

  @Override
  public String kind() {
    return "parallel";
  }
}
