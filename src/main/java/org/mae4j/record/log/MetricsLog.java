package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What is watched while a model trains: a CSV file with a row for each value, {@code step,epoch,name,value}.
 * Numbers are written so that they read back as the same bits. Every call reaches the file before it returns, so the
 * file can be followed live; what a crash may leave is one torn last line, which readers pass over.
 */
public final class MetricsLog implements Closeable {
  private static final CsvLog.Format<Row> FORMAT =
      new CsvLog.Format<>("step,epoch,name,value", "a metric", Row::parse, Row::cells);

  private final CsvLog<Row> rows;
  private final Map<String, Long> counts;
  private final Consumer<Row> listener;

  /**
   * One value.
   *
   * @param step optimizer steps done, at least 0
   * @param epoch passes over the training images done, fractional within a pass
   * @param name dotted, stage first, as in {@code pretrain.train.loss}
   * @param value any double, infinite and not-a-number included
   */
  public record Row(long step, double epoch, String name, double value) {
    public Row {
      if (step < 0) {
        throw new IllegalArgumentException("step must not be negative, is " + step);
      }
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("name must be letters, digits, '.', '_' or '-', is '" + name + "'");
      }
    }

    private static Row parse(String[] cells) {
      return new Row(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), cells[2], Double.parseDouble(cells[3]));
    }

    private List<?> cells() {
      return List.of(step, epoch, name, value);
    }

    /** The first word of the name. */
    public String stage() {
      return name.split("\\.", 2)[0];
    }
  }

  private MetricsLog(CsvLog<Row> rows, Map<String, Long> counts, Consumer<Row> listener) {
    this.rows = rows;
    this.counts = counts;
    this.listener = listener;
  }

  /** Opens {@code file}, made if absent, to go on after the rows that it holds. */
  public static MetricsLog open(Path file) throws IOException {
    return open(file, row -> true);
  }

  /**
   * Opens {@code file}, made if absent, to go on after those rows that are to be kept. A stage that is repeated
   * drops its former rows so, and one that resumes drops the rows after its checkpoint.
   */
  public static MetricsLog open(Path file, Predicate<Row> keep) throws IOException {
    return open(file, keep, row -> {});
  }

  /** As {@link #open(Path, Predicate)}. @param listener told of each new row once it is in the file */
  public static MetricsLog open(Path file, Predicate<Row> keep, Consumer<Row> listener) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    Predicate<Row> counted = row -> keep.test(row) && counts.merge(row.stage(), 1L, Long::sum) > 0;
    return new MetricsLog(CsvLog.open(FORMAT, file, counted), counts, listener);
  }

  /** A log that goes on at the end of {@code file}, whatever it holds. */
  static MetricsLog opened(Path file) throws IOException {
    return new MetricsLog(CsvLog.opened(FORMAT, file), new HashMap<>(), row -> {});
  }

  /** Writes one value through to the file. @throws UncheckedIOException if that fails */
  public void append(long step, double epoch, String name, double value) {
    append(List.of(new Row(step, epoch, name, value)));
  }

  /** Writes values through to the file. @throws UncheckedIOException if that fails */
  public void append(List<Row> added) {
    rows.append(added);
    added.forEach(row -> counts.merge(row.stage(), 1L, Long::sum));
    added.forEach(listener);
  }

  /** Rows whose names have {@code stage} as their first word. */
  public long rows(String stage) {
    return counts.getOrDefault(stage, 0L);
  }

  /** Brings all rows to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    rows.sync();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Follows {@code file}, which need not exist yet. */
  public static LogTail<Row> tail(Path file) {
    return new LogTail<>(FORMAT, file);
  }

  /**
   * Reads all whole lines, also of a file that is being written.
   *
   * @throws IOException if the file cannot be read or a whole line is malformed; the message names file and line
   */
  public static List<Row> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }
}
