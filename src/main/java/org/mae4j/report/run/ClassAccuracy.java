package org.mae4j.report.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * The test accuracy of each class, computed from the confusion matrices of the classifiers that know these classes.
 *
 * @param classNames names of the classes
 * @param counts confusion matrices {@code [true class][predicted class]} by the label of the classifier
 */
record ClassAccuracy(List<String> classNames, Map<String, int[][]> counts) {

  /** Returns one for the classes of the run, and one for the classes of each stage that was repeated on other ones. */
  static List<ClassAccuracy> of(Results results, List<ResultMetric> metrics) {
    Map<List<String>, Map<String, int[][]>> byClasses = new LinkedHashMap<>();
    metrics.stream().map(ResultMetric::group).distinct().forEach(group -> results.matrix(group.confusionKey())
        .ifPresent(matrix -> byClasses.computeIfAbsent(results.classNames(group.key(), matrix.length),
            names -> new LinkedHashMap<>()).put(group.label(), matrix)));
    return byClasses.entrySet().stream().map(entry -> new ClassAccuracy(entry.getKey(), entry.getValue())).toList();
  }

  /** Returns a table with one row per class and one column per classifier. */
  TextTable table() {
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("class"), Column.number("images")),
        counts.keySet().stream().map(Column::number)).toArray(Column[]::new));
    for (int c = 0; c < classNames.size(); c++) {
      int label = c;
      long images = Arrays.stream(counts.values().iterator().next()[label]).asLongStream().sum();
      table.row(Stream.concat(Stream.of(classNames.get(label), Long.toString(images)),
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
