package org.mae4j.experiment.memory;

import java.util.List;
import java.util.Locale;
import org.mae4j.base.text.ByteSize;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.memory.StageMemory.Part;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The estimated memory of the stages of a run, as text. */
public final class MemoryTable {
  private MemoryTable() {}

  /** Returns a table with a line for each kind of stage. */
  public static String of(ExperimentConfig config, DataSize data, List<? extends MemoryNeed> stages) {
    MemoryCheck machine = MemoryCheck.ofThisMachine(1);
    int threads = Threads.of(config);
    TextTable table = new TextTable(Column.text("stage"), Column.number("graphs"),
        Column.number("per graph"), Column.number("validation"), Column.number("weights"), Column.number("heap"),
        Column.number("libraries"), Column.number("total"));
    for (StageMemory stage : machine.estimate(config, data, threads, stages)) {
      table.row(stage.title(), Integer.toString(stage.replicas()), megabytes(stage.bytes(Part.REPLICA)),
          megabytes(stage.bytes(Part.HELD)), megabytes(stage.bytes(Part.PARAMETERS)),
          megabytes(Math.min(stage.heap(), machine.heapLimit())), megabytes(stage.bytes(Part.LIBRARIES)),
          megabytes(stage.total(machine.heapLimit())));
    }
    return "memory at the peak, MB, estimated for " + threads + (threads == 1 ? " thread" : " threads")
        + "; this machine has " + ByteSize.gigabytes(machine.memory()) + mapped(data) + "\n" + table;
  }

  /** Returns the size of images in a file of the cache, which the operating system reads when they are needed. */
  private static String mapped(DataSize data) {
    long mapped = Math.max(0, data.imageBytes() - data.heapBytes());
    return mapped == 0 ? "" : "; " + ByteSize.gigabytes(mapped) + " of decoded images in the cache are not counted";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / ByteSize.MEGABYTE);
  }
}
