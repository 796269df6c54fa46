package org.mae4j.documents;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.mae4j.base.text.CsvText;
import org.mae4j.record.result.Interval;

/**
 * A recorded CSV file. Means and deviations over seeds follow from it, and quartiles of paired times.
 *
 * @param columns names of the columns
 */
record RecordedTable(List<String> columns, List<List<String>> rows) {
  private static final String NUMBER = "[+-]?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?";

  static RecordedTable read(Path file) throws IOException {
    List<List<String>> lines = CsvText.read(Files.readString(file));
    Path journal = file.resolveSibling("sweep.jsonl");
    String objective = Files.exists(journal)
        ? new JsonMapper().readTree(Files.readAllLines(journal).get(0)).path("objective").asText() : "objective";
    return new RecordedTable(lines.get(0).stream().map(name -> name.equals("objective") ? objective : name).toList(),
        lines.stream().skip(1).filter(row -> row.size() == lines.get(0).size()).toList());
  }

  void addTo(RecordedValues values) {
    rows.forEach(row -> IntStream.range(0, columns.size()).forEach(column -> addCell(row, column, values)));
    if (columns.get(0).equals("seed") && rows.stream().allMatch(row -> row.get(0).matches(NUMBER))) {
      IntStream.range(1, columns.size()).filter(i -> rows.stream().allMatch(row -> row.get(i).matches(NUMBER)))
          .forEach(column -> addMean(column, values));
    }
    if (columns.contains("candidate")) {
      values.add(numbers(columns.indexOf("seconds")).getSum(), Unit.SECONDS);
      values.add(rows.size(), Unit.TRIALS);
      rows.stream().collect(Collectors.groupingBy(row -> row.get(columns.indexOf("state")), Collectors.counting()))
          .values().forEach(trials -> values.add(trials, Unit.TRIALS));
    }
    if (columns.get(0).equals("pair")) {
      addPairs(values);
    }
  }

  private void addCell(List<String> row, int column, RecordedValues values) {
    String[] parts = row.get(column).split(" ± ");
    boolean instant = columns.get(column).equals("seconds") && columns.contains("stage");
    if (parts[0].matches(NUMBER) && (!instant || row == rows.get(rows.size() - 1))) {
      Unit unit = unit(row, column);
      values.add(Double.parseDouble(parts[0]), unit);
      List.of(parts).subList(1, parts.length)
          .forEach(deviation -> values.add(Double.parseDouble(deviation), unit.ofDifference()));
    }
  }

  private Unit unit(List<String> row, int column) {
    int units = columns.indexOf("unit");
    Unit unit = Unit.recorded(units < 0 || row.get(units).isEmpty() ? columns.get(column) : row.get(units));
    return row.get(0).matches("ratio .*|.* relative .*") ? Unit.RATIO
        : row.get(0).equals("standard deviation") ? unit.ofDifference() : unit;
  }

  private void addMean(int column, RecordedValues values) {
    Unit unit = Unit.recorded(columns.get(column));
    DescriptiveStatistics numbers = numbers(column);
    values.add(numbers.getMean(), unit);
    values.add(numbers.getStandardDeviation(), unit.ofDifference());
    values.add(Interval.halfOfMean(numbers), unit.ofDifference());
  }

  private DescriptiveStatistics numbers(int column) {
    DescriptiveStatistics numbers = new DescriptiveStatistics(
        rows.stream().map(row -> row.get(column)).mapToDouble(Double::parseDouble).toArray());
    numbers.setPercentileImpl(new Percentile().withEstimationType(Percentile.EstimationType.R_7));
    return numbers;
  }

  /** Adds to what a file with rows {@code pair,first,mae4jMs,djlMs} has. */
  private void addPairs(RecordedValues values) {
    DescriptiveStatistics ours = numbers(2);
    DescriptiveStatistics theirs = numbers(3);
    DescriptiveStatistics ratios = new DescriptiveStatistics(
        IntStream.range(0, rows.size()).mapToDouble(i -> theirs.getElement(i) / ours.getElement(i)).toArray());
    ratios.setPercentileImpl(ours.getPercentileImpl());
    values.add(theirs.getMin() / ours.getMin(), Unit.RATIO);
    values.add(theirs.getPercentile(50) / ours.getPercentile(50), Unit.RATIO);
    List.of(25, 50, 75).forEach(share -> values.add(ratios.getPercentile(share), Unit.RATIO));
    List.of(ours, theirs).forEach(times -> {
      values.add(times.getMin(), Unit.MILLISECONDS);
      values.add(times.getPercentile(50), Unit.MILLISECONDS);
    });
  }
}
