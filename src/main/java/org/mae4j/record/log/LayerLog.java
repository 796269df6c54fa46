package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A CSV file with statistics of the parameters, gradients and updates of a model during training: one row per array, at
 * some steps. Numbers are written in single precision, the precision of the arrays.
 */
public final class LayerLog implements Closeable {
  private static final CsvLog.Format<LayerRow> FORMAT = new CsvLog.Format<>(
      "stage,step,parameter,of,count,mean,deviation,magnitude,min,max,histogram", "a row of parameter statistics",
      LayerRow::parse, LayerRow::cells);

  private final CsvLog<LayerRow> rows;

  /** The array that a row describes. */
  public enum Quantity {
    /** The parameter itself, after the step. */
    PARAMETER,
    /** The gradient of the step, before clipping. */
    GRADIENT,
    /** The change of the parameter in the step, including weight decay. */
    UPDATE
  }

  /**
   * The statistics of one array.
   *
   * @param stage name of the stage
   * @param step number of optimizer steps
   * @param parameter name of the parameter
   */
  public record LayerRow(String stage, long step, String parameter, Quantity quantity, Distribution distribution) {
    private static LayerRow parse(String[] cells) {
      return new LayerRow(cells[0], Long.parseLong(cells[1]), cells[2],
          Quantity.valueOf(cells[3].toUpperCase(Locale.ROOT)),
          Distribution.parse(Arrays.asList(cells).subList(4, cells.length)));
    }

    private List<?> cells() {
      List<Object> cells = new ArrayList<>(List.of(stage, step, parameter, quantity.name().toLowerCase(Locale.ROOT)));
      cells.addAll(distribution.cells());
      return cells;
    }
  }

  private LayerLog(CsvLog<LayerRow> rows) {
    this.rows = rows;
  }

  /** Opens a log, creates it if it is absent, and removes the rows that {@code keep} rejects. */
  public static LayerLog open(Path file, Predicate<LayerRow> keep) throws IOException {
    return new LayerLog(CsvLog.open(FORMAT, file, keep));
  }

  /** Appends the rows of a step. @throws UncheckedIOException if that fails */
  public void append(List<LayerRow> added) {
    rows.append(added);
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
  public static LogTail<LayerRow> tail(Path file) {
    return new LogTail<>(FORMAT, file);
  }

  /** Returns the rows of all complete lines, as {@link MetricsLog#read} does. */
  public static List<LayerRow> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }
}
