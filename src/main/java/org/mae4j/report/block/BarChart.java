package org.mae4j.report.block;

import java.util.List;
import java.util.Locale;

/**
 * A table of named values, each with a bar and an error bar.
 *
 * @param heading column heading of the values
 */
public record BarChart(String caption, String heading, List<BarRow> rows) implements ReportBlock {

  /**
   * A value to draw.
   *
   * @param deviation standard deviation of the value, half the length of the error bar
   */
  public record Bar(String label, double mean, double deviation) {}

  /**
   * A row of the table. Lengths are percentages of the longest bar with its error bar.
   *
   * @param length length of the bar
   * @param from start of the error bar
   * @param to end of the error bar
   */
  record BarRow(String label, String value, String length, String from, String to) {}

  /** Returns a chart whose bars are scaled to the longest one. */
  public static BarChart of(String caption, String heading, List<Bar> bars) {
    double longest = bars.stream().mapToDouble(bar -> bar.mean() + bar.deviation()).max().orElse(1);
    double scale = longest > 0 ? longest : 1;
    return new BarChart(caption, heading, bars.stream().map(bar -> new BarRow(bar.label(),
        String.format(Locale.ROOT, "%.3f ± %.3f", bar.mean(), bar.deviation()), percent(bar.mean(), scale),
        percent(bar.mean() - bar.deviation(), scale), percent(bar.mean() + bar.deviation(), scale))).toList());
  }

  private static String percent(double value, double scale) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * Math.max(0, Math.min(1, value / scale)));
  }

  @Override
  public String kind() {
    return "bars";
  }
}
