package org.mae4j.report.run;

import java.util.Locale;
import java.util.Map;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The time that each stage of a run took. */
record StageDurations(CommandHistory commands) {

  /** Returns a table with a row for each stage, the longest first; without rows if no time is known. */
  TextTable table() {
    Map<String, Double> seconds = commands.stages();
    double total = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> cpuSeconds = commands.cpuSeconds();
    TextTable table = new TextTable(Column.text("stage"), Column.number("minutes"), Column.number("share"),
        Column.number("CPU minutes"));
    seconds.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(stage -> table.row(stage.getKey(), minutes(stage.getValue()),
            String.format(Locale.ROOT, "%.0f %%", 100 * stage.getValue() / total),
            cpuSeconds.containsKey(stage.getKey()) ? minutes(cpuSeconds.get(stage.getKey())) : ""));
    return table;
  }

  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds / 60);
  }
}
