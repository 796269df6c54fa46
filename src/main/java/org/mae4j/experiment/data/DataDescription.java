package org.mae4j.experiment.data;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import org.mae4j.config.DataConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.ImageSet;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The data of an experiment as text. */
public final class DataDescription {
  private static final int DIGEST_SHOWN = 16;

  private DataDescription() {}

  /** Returns the SHA-256 of the images of each split, by the name of the split. */
  public static Map<String, String> digests(DataSplits data) {
    return data.byName().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, split -> split.getValue().digest()));
  }

  /**
   * Returns a table of the splits.
   *
   * @param digests SHA-256 by the name of each split, from {@link #digests}
   */
  public static String of(DataConfig config, DataSplits data, Map<String, String> digests) {
    TextTable table = new TextTable(Column.text("data"), Column.number("images"), Column.text("images per class"),
        Column.text("SHA-256"));
    data.byName().forEach((name, images) -> row(table, name.equals("train") ? "training" : name, images,
        digests.get(name)));
    String skipped = data.skipped() == 0 ? "" : "skipped as unreadable or of another shape: " + data.skipped() + "\n";
    return config.source().kind() + ", images of " + data.train().shape()
        + (data.labeled() ? ", classes: " + String.join(", ", data.train().classNames()) : ", without labels") + "\n"
        + skipped + String.join("", data.notes().stream().map(note -> note + "\n").toList()) + table;
  }

  private static void row(TextTable table, String name, ImageSet images, String digest) {
    IntSummaryStatistics classes = Arrays.stream(images.classCounts()).summaryStatistics();
    String counts = classes.getCount() == 0 ? "" : classes.getMin() == classes.getMax()
        ? Integer.toString(classes.getMin()) : classes.getMin() + " to " + classes.getMax();
    table.row(name, Integer.toString(images.size()), counts, digest.substring(0, DIGEST_SHOWN) + "…");
  }
}
