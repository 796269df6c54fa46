package org.mae4j.record.table;

import java.util.Locale;
import java.util.stream.Collectors;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.record.table.TextTable.Column;

/** A {@link ModelSummary} as a table. */
public final class SummaryTable {
  private static final double MEBIBYTE = 1 << 20;

  private SummaryTable() {}

  /**
   * Returns a table with a row for each layer, in order, and the totals below: trainable values, multiply-adds of a
   * forward pass, and the memory of the activations that are kept for the gradient.
   */
  public static TextTable of(ModelSummary summary) {
    TextTable table =
        new TextTable(Column.text("layer"), Column.text("output").asOptional(), Column.number("parameters"),
            Column.number("multiply-adds"), Column.number("kept in MiB"));
    for (LayerSummary layer : summary.layers()) {
      String shape = layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
      table.row(layer.name(), shape, count(layer.parameters()), count(layer.multiplyAdds()),
          mebibytes(layer.activationBytes()));
    }
    return table.rule().row("total", "", count(summary.parameters()), count(summary.multiplyAdds()),
        mebibytes(summary.activationBytes()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / MEBIBYTE);
  }
}
