package org.mae4j.report.block;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes are taken for which: a row for each true class, a column for each predicted one.
 *
 * @param caption what classified which images
 */
public record ConfusionTable(String caption, List<String> head, List<Row> rows) implements ReportBlock {
  /** More columns than these cannot be read. */
  public static final int MOST_CLASSES = 32;

  record Row(String head, List<Cell> cells) {}

  /**
   * @param share of the images of the row's class, in whole percent
   * @param strong whether most of the row is here
   */
  record Cell(int count, long share, boolean strong) {}

  /** @param counts {@code [true class][predicted class]} */
  public static ConfusionTable of(String caption, List<String> classNames, int[][] counts) {
    return new ConfusionTable(caption, classNames, IntStream.range(0, counts.length)
        .mapToObj(i -> new Row(classNames.get(i), cells(counts[i]))).toList());
  }

  private static List<Cell> cells(int[] row) {
    long total = Math.max(1, Arrays.stream(row).asLongStream().sum());
    return Arrays.stream(row).mapToObj(count -> new Cell(count, Math.round(100.0 * count / total), 2L * count > total))
        .toList();
  }

  @Override
  public String kind() {
    return "confusion";
  }
}
