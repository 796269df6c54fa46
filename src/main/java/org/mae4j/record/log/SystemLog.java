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

/**
 * What a training asks of the machine, over time: a CSV file with a row for each moment. Unlike metrics it differs
 * from one run to the next with the same settings. Commands that work on the same run go on below each other.
 */
public final class SystemLog implements Closeable {
  private static final CsvLog.Format<Row> FORMAT = new CsvLog.Format<>(
      "seconds,stage,step,images,imagesPerSecond,residentMb,heapMb,waiting", "a row of times and memory", Row::parse,
      Row::cells);
  private static final double MEGABYTE = 1e6;
  private static final double NANOS = 1e9;

  private final CsvLog<Row> rows;
  private final Consumer<Row> listener;
  private final LongSupplier nanoTime;
  private final long start;
  private final double before;

  /**
   * One moment.
   *
   * @param seconds that commands have worked on the run, the time between two commands left out
   * @param stage that trains
   * @param step optimizer steps done
   * @param images seen in these steps
   * @param imagesPerSecond since the row before, with all that was done between the steps
   * @param residentMb physical memory of the process in 10⁶ bytes
   * @param heapMb of it, in use on Java's heap, garbage included
   * @param waiting share of their time, in [0, 1], that training threads waited for images since the row before
   */
  public record Row(double seconds, String stage, long step, long images, double imagesPerSecond, double residentMb,
      double heapMb, double waiting) {
    private static Row parse(String[] cells) {
      return new Row(Double.parseDouble(cells[0]), cells[1], Long.parseLong(cells[2]), Long.parseLong(cells[3]),
          Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6]),
          Double.parseDouble(cells[7]));
    }

    /** Speed and memory by the names of their columns, in the order of these. */
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("imagesPerSecond", imagesPerSecond);
      figures.put("residentMb", residentMb);
      figures.put("heapMb", heapMb);
      figures.put("waiting", waiting);
      return figures;
    }

    private List<?> cells() {
      return List.of(seconds, stage, step, images, imagesPerSecond, residentMb, heapMb, waiting);
    }
  }

  private SystemLog(CsvLog<Row> rows, Consumer<Row> listener, LongSupplier nanoTime, double before) {
    this.rows = rows;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.before = before;
  }

  /** Opens {@code file}, made if absent, to go on after the rows that it holds. */
  public static SystemLog open(Path file) throws IOException {
    return open(file, row -> {});
  }

  /** As {@link #open(Path)}. @param listener told of each new row once it is in the file */
  public static SystemLog open(Path file, Consumer<Row> listener) throws IOException {
    return open(file, listener, System::nanoTime);
  }

  static SystemLog open(Path file, LongSupplier nanoTime) throws IOException {
    return open(file, row -> {}, nanoTime);
  }

  private static SystemLog open(Path file, Consumer<Row> listener, LongSupplier nanoTime) throws IOException {
    AtomicReference<Double> before = new AtomicReference<>(0.0);
    CsvLog<Row> rows = CsvLog.open(FORMAT, file, row -> {
      before.set(row.seconds());
      return true;
    });
    return new SystemLog(rows, listener, nanoTime, before.get());
  }

  /**
   * Writes a row of this moment, with the memory as it is now, through to the file.
   *
   * @throws UncheckedIOException if that fails
   */
  public void append(String stage, long step, long images, double imagesPerSecond, double waiting) {
    double seconds = before + (nanoTime.getAsLong() - start) / NANOS;
    Runtime heap = Runtime.getRuntime();
    Row row = new Row(round(seconds, 1e3), stage, step, images, round(imagesPerSecond, 10),
        round(ResidentMemory.bytes() / MEGABYTE, 10), round((heap.totalMemory() - heap.freeMemory()) / MEGABYTE, 10),
        round(waiting, 1e5));
    rows.append(List.of(row));
    listener.accept(row);
  }

  /** More digits than a clock or a changing process is worth would only make the file hard to read. */
  private static double round(double value, double scale) {
    return Math.round(value * scale) / scale;
  }

  /** Reads all whole lines, also of a file that is being written. @throws IOException as for metrics */
  public static List<Row> read(Path file) throws IOException {
    return CsvLog.read(FORMAT, file);
  }

  /** Follows {@code file}, which need not exist yet. */
  public static LogTail<Row> tail(Path file) {
    return new LogTail<>(FORMAT, file);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
