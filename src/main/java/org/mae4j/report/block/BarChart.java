package org.mae4j.report.block;

import java.util.List;
import java.util.Locale;
import org.mae4j.report.sweep.RecordedSweep.Importance;

/**
 * A table of importances with a bar for each.
 *
 * @param heading above the numbers
 */
public record BarChart(String caption, String heading, List<Row> rows) implements ReportBlock {

  /**
   * Places are percentages of the longest bar with its spread.
   *
   * @param length of the bar
   * @param from where the spread begins
   * @param to where it ends
   */
  record Row(String label, String value, String length, String from, String to) {}

  public static BarChart of(String caption, String heading, List<Importance> importances) {
    double longest = importances.stream().mapToDouble(one -> one.mean() + one.deviation()).max().orElse(1);
    double whole = longest > 0 ? longest : 1;
    return new BarChart(caption, heading, importances.stream().map(one -> new Row(one.parameter().key(),
        String.format(Locale.ROOT, "%.3f ± %.3f", one.mean(), one.deviation()), share(one.mean(), whole),
        share(one.mean() - one.deviation(), whole), share(one.mean() + one.deviation(), whole))).toList());
  }

  private static String share(double value, double whole) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * Math.max(0, Math.min(1, value / whole)));
  }

  @Override
  public String kind() {
    return "bars";
  }
}
