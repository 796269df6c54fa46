package org.mae4j.report.block;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.report.block.PlotChoice.Panel;

/** Curves over each axis on which they can be drawn. */
public final class CurveChoice {
  /** What the axes count. */
  public static final String NOTE =
      "Each plot begins with its stage. CPU minutes are those of the run's own threads, with validation; TFLOPs are the "
          + "operations of the training steps alone.";

  private CurveChoice() {}

  /** Returns the plots with a choice of the axis. @param charts returns the charts over an axis */
  public static List<ReportBlock> of(Function<CurveAxis, Stream<LineChart>> charts) {
    return PlotChoice.of("axis", "over", Arrays.stream(CurveAxis.values()).map(axis -> new Panel(axis.title(),
        charts.apply(axis).map(LinePlot::of).flatMap(Optional::stream).toList())).toList());
  }
}
