package org.mae4j.report.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * The test accuracy of each class, computed from the confusion matrices of a run.
 *
 * @param run run that trained the classifiers
 * @param counts confusion matrices {@code [true class][predicted class]} by the label of the classifier, all of the
 *     same size
 */
record ClassAccuracy(RecordedRun run, Map<String, int[][]> counts) {

  static ClassAccuracy of(RecordedRun run, List<ResultMetric> metrics) {
    Map<String, int[][]> counts = new LinkedHashMap<>();
    metrics.stream().map(ResultMetric::group).distinct().forEach(group -> run.results()
        .matrix(group.confusionKey()).ifPresent(matrix -> counts.put(group.label(), matrix)));
    return new ClassAccuracy(run, counts);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  int classes() {
    return counts.values().iterator().next().length;
  }

  List<String> classNames() {
    return run.results().classNames(classes());
  }

  /** Returns a table with one row per class and one column per classifier. */
  TextTable table() {
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("class"), Column.number("images")),
        counts.keySet().stream().map(Column::number)).toArray(Column[]::new));
    List<String> names = classNames();
    for (int c = 0; c < names.size(); c++) {
      int label = c;
      long images = Arrays.stream(counts.values().iterator().next()[label]).asLongStream().sum();
      table.row(Stream.concat(Stream.of(names.get(label), Long.toString(images)),
          counts.values().stream().map(matrix -> recall(matrix[label], label))).toArray(String[]::new));
    }
    return table;
  }

  /** Returns the recall of a class in percent; empty if there are no images of the class. */
  private static String recall(int[] row, int label) {
    long images = Arrays.stream(row).asLongStream().sum();
    return images == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * row[label] / images);
  }
}
