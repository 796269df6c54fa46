package org.mae4j.report.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.mae4j.base.text.CsvText;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.record.result.PairedDifference;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The entries of a leaderboard in the order of the runs, each compared with the first of them. */
public record SeedComparison(Leaderboard leaderboard) {
  private static final String SPLIT = "val";

  /** Returns whether no two entries have two seeds in common. */
  boolean isEmpty() {
    return leaderboard.entries().stream().allMatch(entry -> difference(entry).isEmpty());
  }

  /** Returns a table with a row for each entry. */
  TextTable table() {
    TextTable table =
        new TextTable(Column.text("run"), Column.text("settings that differ"), Column.number("validation"),
            Column.number("difference"), Column.text("leaves out 0"));
    for (SeedGroup entry : leaderboard.entries()) {
      Optional<PairedDifference> difference = difference(entry);
      table.row(entry.name(), settings(entry), leaderboard.accuracy(entry, SPLIT),
          difference.map(this::text).orElse(""),
          difference.map(of -> of.leavesOutZero() ? "yes" : "no").orElse(""));
    }
    return table;
  }

  private String text(PairedDifference difference) {
    return metric().unit().formatDifference(difference.mean()) + " ± "
        + metric().unit().formatDifference(difference.confidence()).substring(1);
  }

  /** Returns the first line of a CSV file with {@link #csv}. */
  public static String csvHead() {
    return CsvText.line(List.of("figure", "run", "settings", "seeds", "mean", "deviation", "difference", "confidence95",
        "cpuMinutes", "tflops"));
  }

  /** Returns a line for each entry, as CSV (RFC 4180). Values have the units of {@code results.json}. */
  public String csv() {
    return leaderboard.entries().stream().map(this::line).collect(Collectors.joining());
  }

  private String line(SeedGroup entry) {
    Optional<PairedDifference> difference = difference(entry);
    return CsvText.line(List.of(metric().key(SPLIT), entry.name(), settings(entry),
        Integer.toString(entry.runs().size()), number(entry.mean(leaderboard::validation)),
        number(entry.deviation(leaderboard::validation)),
        difference.map(of -> Double.toString(of.mean())).orElse(""),
        difference.map(of -> Double.toString(of.confidence())).orElse(""),
        number(leaderboard.cost(entry, CurveAxis.CPU_MINUTES)), number(leaderboard.cost(entry, CurveAxis.TFLOPS))));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private ResultMetric metric() {
    return leaderboard.costed().metric();
  }

  private SeedGroup reference() {
    return leaderboard.entries().get(0);
  }

  private Optional<PairedDifference> difference(SeedGroup entry) {
    return entry.equals(reference()) ? Optional.empty()
        : PairedDifference.of(entry.bySeed(leaderboard::validation), reference().bySeed(leaderboard::validation));
  }

  /** Returns the settings with which an entry differs from the first. */
  private String settings(SeedGroup entry) {
    SortedMap<String, String> before = reference().settings();
    return entry.settings().entrySet().stream()
        .filter(setting -> !setting.getValue().equals(before.get(setting.getKey())))
        .map(Map.Entry::toString).collect(Collectors.joining(", "));
  }
}
