package org.mae4j.experiment.cost;

import java.util.List;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The floating-point operations of trainings, as text. */
public final class CostTable {
  private CostTable() {}

  /** Returns a table with a row for each training and their sum; without trainings an empty text. */
  public static String of(List<StageCost> trainings) {
    if (trainings.isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable(Column.text("training"), Column.number("step"), Column.number("epoch"), Column.number("run"));
    trainings.forEach(cost -> table.row(cost.title(), Flops.text(cost.step()), Flops.text(cost.epoch()),
        Flops.text(cost.whole())));
    table.rule().row("all", "", "", Flops.text(trainings.stream().mapToDouble(StageCost::whole).sum()));
    return "\nfloating-point operations of matrix products in training, forward and backward\n"
        + table;
  }
}
