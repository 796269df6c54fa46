package org.mae4j.documents;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mae4j.base.text.CsvText;
import org.mae4j.record.result.Interval;

/**
 * A recorded CSV file. Means and deviations over seeds follow from it, and quartiles of paired times.
 *
 * @param columns names of the columns
 */
record RecordedTable(List<String> columns, List<List<String>> rows) {
  private static final String NUMBER = "[+-]?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?";
  private static final Unit RATIO = Unit.recorded("relative");
  private static final Unit MILLISECONDS = Unit.recorded("ms");
  private static final Unit DIFFERENCE = Unit.recorded("difference");

  static RecordedTable read(Path file) throws IOException {
    List<List<String>> lines = CsvText.read(Files.readString(file));
    Path journal = file.resolveSibling("sweep.jsonl");
    String objective = "accuracy";
    if (Files.exists(journal)) {
      try (Stream<String> events = Files.lines(journal)) {
        objective = new JsonMapper().readTree(events.findFirst().orElseThrow()).path("objective").asText(objective);
      }
    }
    String name = objective;
    return new RecordedTable(lines.get(0).stream().map(column -> column.equals("objective") ? name : column).toList(),
        lines.subList(1, lines.size()).stream().filter(row -> row.size() == lines.get(0).size()).toList());
  }

  void addTo(RecordedValues values) {
    for (List<String> row : rows) {
      for (int column = 0; column < columns.size(); column++) {
        addCell(row, column, values);
      }
    }
    if (columns.get(0).equals("seed") && rows.stream().allMatch(row -> row.get(0).matches(NUMBER))) {
      IntStream.range(1, columns.size()).forEach(column -> addMean(column, values));
    }
    if (columns.contains("seconds") && columns.contains("candidate")) {
      values.add(Arrays.stream(column(columns.indexOf("seconds"))).sum(), Unit.recorded("seconds"));
    }
    if (columns.get(0).equals("pair")) {
      addPairs(values);
    }
  }

  private void addCell(List<String> row, int column, RecordedValues values) {
    int units = columns.indexOf("unit");
    String name = units >= 0 && !row.get(units).isEmpty() ? row.get(units) : columns.get(column);
    Unit unit = row.get(0).matches("ratio .*|.* relative .*") ? RATIO
        : row.get(0).equals("standard deviation") ? Unit.recorded(name).ofDifference() : Unit.recorded(name);
    String[] parts = row.get(column).split(" ± ");
    boolean instant = name.equals("seconds") && columns.contains("stage") && row != rows.get(rows.size() - 1);
    if (parts[0].matches(NUMBER) && !instant) {
      values.add(Double.parseDouble(parts[0]), unit);
      Arrays.stream(parts).skip(1).forEach(deviation -> values.add(Double.parseDouble(deviation), Unit.POINTS));
    }
  }

  private void addMean(int column, RecordedValues values) {
    if (rows.stream().allMatch(row -> row.get(column).matches(NUMBER))) {
      Unit unit = Unit.recorded(columns.get(column));
      DescriptiveStatistics numbers = new DescriptiveStatistics(column(column));
      Unit deviation = new Unit(DIFFERENCE.kinds(), unit.factor());
      values.add(numbers.getMean(), unit);
      values.add(numbers.getStandardDeviation(), deviation);
      values.add(Interval.halfOfMean(numbers), deviation);
    }
  }

  private double[] column(int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(column))).toArray();
  }

  /** Of a file with rows {@code pair,first,mae4jMs,djlMs}. */
  private void addPairs(RecordedValues values) {
    double[] ours = column(2);
    double[] theirs = column(3);
    double[] ratios = IntStream.range(0, ours.length).mapToDouble(pair -> theirs[pair] / ours[pair]).toArray();
    for (double share : new double[] {0, 0.25, 0.5, 0.75}) {
      values.add(quantile(ours, share), MILLISECONDS);
      values.add(quantile(theirs, share), MILLISECONDS);
      values.add(quantile(theirs, share) / quantile(ours, share), RATIO);
      values.add(quantile(ratios, share), RATIO);
    }
  }

  /** Returns a quantile with linear interpolation. */
  private static double quantile(double[] numbers, double share) {
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
