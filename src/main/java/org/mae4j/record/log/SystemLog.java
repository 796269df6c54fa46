package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mae4j.base.machine.ProcessMemory;
import org.mae4j.base.text.ByteSize;

/**
 * A CSV file with the speed and the memory of the trainings of a run over time. Unlike the metrics, these values differ
 * between runs with the same settings. A command that resumes a run appends to the rows of earlier commands.
 */
public final class SystemLog implements Closeable {
  private static final String OLDER_HEADER = "seconds,stage,step,images,imagesPerSecond,residentMb,heapMb,waiting";
  private static final CsvLog.Format<SystemSample> FORMAT = new CsvLog.Format<>(
      OLDER_HEADER + ",cpuSeconds", OLDER_HEADER, "a row of speed and memory", SystemSample::parse,
      SystemSample::cells);
  /** Index of the column that older files lack. */
  private static final int CPU = 8;
  private static final double NANOS = 1e9;

  private final CsvLog<SystemSample> rows;
  private final Consumer<SystemSample> listener;
  private final LongSupplier nanoTime;
  private final long start;
  private final double before;

  /**
   * The speed and the memory at a step.
   *
   * @param seconds seconds of work on the run, without the time between commands
   * @param stage name of the stage
   * @param step number of optimizer steps
   * @param images number of training images in these steps, counted once per epoch
   * @param imagesPerSecond speed since the previous row, including the work between steps
   * @param residentMb physical memory of the process in 10⁶ bytes
   * @param heapMb used Java heap in 10⁶ bytes, including garbage
   * @param waiting share of the time since the previous row that training threads waited for images, in [0, 1]
   * @param cpuSeconds CPU time of the training so far, in seconds, with its validation and without what an interruption
   *     lost; NaN in rows of older versions
   */
  public record SystemSample(double seconds, String stage, long step, long images, double imagesPerSecond,
      double residentMb, double heapMb, double waiting, double cpuSeconds) {
    private static SystemSample parse(String[] cells) {
      return new SystemSample(Double.parseDouble(cells[0]), cells[1], Long.parseLong(cells[2]),
          Long.parseLong(cells[3]),
          Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6]),
          Double.parseDouble(cells[7]), cells.length > CPU ? Double.parseDouble(cells[CPU]) : Double.NaN);
    }

    /** Returns whether the row is of a training; the others have the memory of a stage, and 0 for all else. */
    public boolean isTraining() {
      return images > 0;
    }

    /** Returns speed, memory and waiting time by column name, in the order of the columns. */
    public Map<String, Double> metrics() {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("imagesPerSecond", imagesPerSecond);
      metrics.put("residentMb", residentMb);
      metrics.put("heapMb", heapMb);
      metrics.put("waiting", waiting);
      return metrics;
    }

    private List<?> cells() {
      return List.of(seconds, stage, step, images, imagesPerSecond, residentMb, heapMb, waiting, cpuSeconds);
    }
  }

  private SystemLog(CsvLog<SystemSample> rows, Consumer<SystemSample> listener, LongSupplier nanoTime, double before) {
    this.rows = rows;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.before = before;
  }

  /** Opens a log and creates it if it is absent. @param listener is called with each new row after it was written */
  public static SystemLog open(Path file, Consumer<SystemSample> listener) throws IOException {
    return open(file, listener, System::nanoTime);
  }

  static SystemLog open(Path file, Consumer<SystemSample> listener, LongSupplier nanoTime) throws IOException {
    AtomicReference<Double> before = new AtomicReference<>(0.0);
    CsvLog<SystemSample> rows = CsvLog.open(FORMAT, file, row -> {
      before.set(row.seconds());
      return true;
    });
    return new SystemLog(rows, listener, nanoTime, before.get());
  }

  /**
   * Appends a row with the current time and memory. Not for several threads at once. The parameters are those of
   * {@link SystemSample}.
   *
   * @throws UncheckedIOException if that fails
   */
  public void append(String stage, long step, long images, double imagesPerSecond, double waiting, double cpuSeconds) {
    double seconds = before + (nanoTime.getAsLong() - start) / NANOS;
    Runtime heap = Runtime.getRuntime();
    SystemSample row = new SystemSample(round(seconds, 1e3), stage, step, images, round(imagesPerSecond, 10),
        round(ProcessMemory.resident() / ByteSize.MEGABYTE, 10),
        round((heap.totalMemory() - heap.freeMemory()) / ByteSize.MEGABYTE, 10),
        round(waiting, 1e5), round(cpuSeconds, 1e3));
    rows.append(List.of(row));
    listener.accept(row);
  }

  /** Rounds to a reasonable precision, so that the file stays readable. */
  private static double round(double value, double scale) {
    return Double.isNaN(value) ? value : Math.round(value * scale) / scale;
  }

  /** Returns the rows of all complete lines, as {@link MetricsLog#read} does. */
  public static List<SystemSample> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }

  /** Returns the seconds of work on a run up to its last row; 0 without rows. */
  public static double seconds(Path file) throws IOException {
    List<SystemSample> rows = read(file);
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seconds();
  }

  /** Returns a reader that follows {@code file}, which may not exist yet. */
  public static LogTail<SystemSample> tail(Path file) {
    return new LogTail<>(FORMAT, file);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
