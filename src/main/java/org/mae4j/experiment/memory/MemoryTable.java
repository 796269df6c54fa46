package org.mae4j.experiment.memory;

import java.util.Locale;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.Experiment;
import org.mae4j.engine.Threads;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;

/** The memory that a run's stages will need, as text. */
public final class MemoryTable {
  private static final double MEGABYTE = 1e6;

  private MemoryTable() {}

  /** A line for each kind of stage. */
  public static String of(ExperimentConfig config, DataSize data) {
    MemoryCheck machine = MemoryCheck.ofThisMachine(1);
    int threads = Threads.of(config);
    TextTable table = new TextTable(Column.text("memory at the peak, MB"), Column.number("graphs"),
        Column.number("each"), Column.number("validating"), Column.number("parameters"), Column.number("heap"),
        Column.number("libraries"), Column.number("total"));
    for (StageMemory stage : machine.estimate(config, data, threads, Experiment.ALL)) {
      table.row(stage.title(), Integer.toString(stage.replicas()), megabytes(stage.replica()),
          megabytes(stage.held()), megabytes(stage.parameters()),
          megabytes(Math.min(stage.heap(), machine.heapLimit())), megabytes(stage.libraries()),
          megabytes(stage.total(machine.heapLimit())));
    }
    return "estimated for " + threads + (threads == 1 ? " thread" : " threads") + "; this machine has "
        + MemoryCheck.gigabytes(machine.memory()) + "\n" + table;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / MEGABYTE);
  }
}
