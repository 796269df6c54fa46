package org.mae4j.experiment.data;

import java.util.Arrays;
import java.util.Map;
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
    return Map.of("train", data.train().digest(), "validation", data.validation().digest(),
        "test", data.test().digest());
  }

  /**
   * Returns a table of the splits.
   *
   * @param digests SHA-256 by the name of each split, from {@link #digests}
   */
  public static String of(DataConfig config, DataSplits data, Map<String, String> digests) {
    TextTable table = new TextTable(Column.text("data"), Column.number("images"), Column.text("images per class"),
        Column.text("SHA-256"));
    row(table, "training", data.train(), digests.get("train"));
    row(table, "validation", data.validation(), digests.get("validation"));
    row(table, "test", data.test(), digests.get("test"));
    String skipped = data.skipped() == 0 ? "" : "skipped as unreadable or of another shape: " + data.skipped() + "\n";
    return config.source().kind() + ", images of " + data.train().shape()
        + ", classes: " + String.join(", ", data.train().classNames()) + "\n" + skipped + table;
  }

  private static void row(TextTable table, String name, ImageSet images, String digest) {
    int least = Arrays.stream(images.classCounts()).min().orElseThrow();
    int most = Arrays.stream(images.classCounts()).max().orElseThrow();
    String counts = least == most ? Integer.toString(least) : least + " to " + most;
    table.row(name, Integer.toString(images.size()), counts, digest.substring(0, DIGEST_SHOWN) + "…");
  }
}
