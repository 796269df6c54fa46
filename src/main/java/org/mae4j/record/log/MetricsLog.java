package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A CSV file with the metrics of the trainings of a run: one row per value, {@code step,epoch,name,value}. Numbers are
 * written with all digits, so reading returns the same bits. Rows are in the file before the call returns, so readers
 * can follow it. A crash can leave one incomplete last line, which readers ignore.
 */
public final class MetricsLog implements Closeable {
  private static final CsvLog.Format<MetricRow> FORMAT =
      new CsvLog.Format<>("step,epoch,name,value", "a metric", MetricRow::parse, MetricRow::cells);

  private final CsvLog<MetricRow> rows;
  private final Map<String, Long> counts;
  private final Consumer<MetricRow> listener;

  /**
   * A value of a metric.
   *
   * @param step number of optimizer steps, at least 0
   * @param epoch number of epochs, with a fraction within an epoch; finite and at least 0
   * @param name dotted name that starts with the stage, as in {@code pretrain.train.loss}
   * @param value any double, including infinities and NaN
   */
  public record MetricRow(long step, double epoch, String name, double value) {
    public MetricRow {
      if (step < 0) {
        throw new IllegalArgumentException("step is " + step + ", but must be at least 0");
      }
      if (!Double.isFinite(epoch) || epoch < 0) {
        throw new IllegalArgumentException("epoch is " + epoch + ", but must be a finite number of at least 0");
      }
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("the name '" + name
            + "' may only contain letters, digits, '.', '_' and '-'");
      }
    }

    private static MetricRow parse(String[] cells) {
      return new MetricRow(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), cells[2],
          Double.parseDouble(cells[3]));
    }

    private List<?> cells() {
      return List.of(step, epoch, name, value);
    }

    /** Returns the stage, which is the first part of the name. */
    public String stage() {
      return name.split("\\.", 2)[0];
    }
  }

  private MetricsLog(CsvLog<MetricRow> rows, Map<String, Long> counts, Consumer<MetricRow> listener) {
    this.rows = rows;
    this.counts = counts;
    this.listener = listener;
  }

  /**
   * Opens a log, creates it if it is absent, and removes the rows that {@code keep} rejects: those of a stage that is
   * repeated, or those after the checkpoint of a stage that is resumed.
   *
   * @param listener is called with each new row after it was written
   */
  public static MetricsLog open(Path file, Predicate<MetricRow> keep, Consumer<MetricRow> listener) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    Predicate<MetricRow> counted = row -> keep.test(row) && counts.merge(row.stage(), 1L, Long::sum) > 0;
    return new MetricsLog(CsvLog.open(FORMAT, file, counted), counts, listener);
  }

  /** Writes values through to the file. @throws UncheckedIOException if that fails */
  public void append(MetricRow... added) {
    rows.append(List.of(added));
    for (MetricRow row : added) {
      counts.merge(row.stage(), 1L, Long::sum);
      listener.accept(row);
    }
  }

  /** Returns the number of rows of a stage. */
  public long rows(String stage) {
    return counts.getOrDefault(stage, 0L);
  }

  /** Forces all rows to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    rows.sync();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Returns a reader that follows {@code file}, which may not exist yet. */
  public static LogTail<MetricRow> tail(Path file) {
    return new LogTail<>(FORMAT, file);
  }

  /**
   * Returns the rows of all complete lines; none if the file does not exist. The file may be written at the same time.
   *
   * @throws IOException naming file and line, if the file cannot be read or a complete line is malformed
   */
  public static List<MetricRow> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }
}
