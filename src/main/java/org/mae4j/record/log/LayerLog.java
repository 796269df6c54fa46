package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How the values of a model's parameters, of their gradients and of what steps change them by are distributed while it
 * trains: a CSV file with a row for each, at some steps. Numbers are in single precision, as what they tell of.
 */
public final class LayerLog implements Closeable {
  private static final CsvLog.Format<Row> FORMAT = new CsvLog.Format<>(
      "stage,step,parameter,of,count,mean,deviation,magnitude,min,max,histogram", "a row of a parameter's values",
      Row::parse, Row::cells);

  private final CsvLog<Row> rows;

  /** What has the values. */
  public enum Of {
    /** The parameter itself, after the step. */
    PARAMETER,
    /** The mean gradient of the step, before clipping. */
    GRADIENT,
    /** What the step added to the parameter, weight decay included. */
    UPDATE;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The values of one array.
   *
   * @param stage that trains
   * @param step optimizer steps done
   * @param parameter its name
   */
  public record Row(String stage, long step, String parameter, Of of, Distribution distribution) {
    private static Row parse(String[] cells) {
      return new Row(cells[0], Long.parseLong(cells[1]), cells[2], Of.valueOf(cells[3].toUpperCase(Locale.ROOT)),
          Distribution.parse(Arrays.asList(cells).subList(4, cells.length)));
    }

    private List<?> cells() {
      List<Object> cells = new ArrayList<>(List.of(stage, step, parameter, of.text()));
      cells.addAll(distribution.cells());
      return cells;
    }
  }

  private LayerLog(CsvLog<Row> rows) {
    this.rows = rows;
  }

  /** Opens {@code file}, made if absent, to go on after those rows that are to be kept. */
  public static LayerLog open(Path file, Predicate<Row> keep) throws IOException {
    return new LayerLog(CsvLog.open(FORMAT, file, keep));
  }

  /** Writes the rows of a step through to the file. @throws UncheckedIOException if that fails */
  public void append(List<Row> added) {
    rows.append(added);
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

  /** Reads all whole lines, also of a file that is being written. @throws IOException as for metrics */
  public static List<Row> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }
}
