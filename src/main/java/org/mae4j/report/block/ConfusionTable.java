package org.mae4j.report.block;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confusion matrix as a table: one row per true class, one column per predicted class.
 *
 * @param caption names the classifier and the images
 * @param head names of the classes
 */
public record ConfusionTable(String caption, List<String> head, List<ConfusionRow> rows) implements ReportBlock {
  /** Maximum number of classes; a larger table is not readable. */
  public static final int MAX_CLASSES = 32;

  /** @param head name of the true class */
  record ConfusionRow(String head, List<ConfusionCell> cells) {}

  /**
   * @param share percentage of the images of the row, rounded to an integer
   * @param strong whether the cell holds more than half of the row
   */
  record ConfusionCell(int count, long share, boolean strong) {}

  /** Returns the table of a confusion matrix. @param counts {@code [true class][predicted class]} */
  public static ConfusionTable of(String caption, List<String> classNames, int[][] counts) {
    return new ConfusionTable(caption, classNames, IntStream.range(0, counts.length)
        .mapToObj(i -> new ConfusionRow(classNames.get(i), cells(counts[i]))).toList());
  }

  private static List<ConfusionCell> cells(int[] row) {
    long total = Math.max(1, Arrays.stream(row).asLongStream().sum());
    return Arrays.stream(row)
        .mapToObj(count -> new ConfusionCell(count, Math.round(100.0 * count / total), 2L * count > total))
        .toList();
  }

  @Override
  public String kind() {
    return "confusion";
  }
}
