package org.mae4j.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mae4j.checkpoint.DurableFile;

/**
 * What is watched while a model trains: a CSV file with a row for each value, {@code step,epoch,name,value}.
 * Numbers are written so that they read back as the same bits. Every call reaches the file before it returns, so
 * the file can be followed live; what a crash may leave is one torn last line, which readers pass over.
 */
public final class MetricsLog implements Closeable {
  private static final String HEADER = "step,epoch,name,value";

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Long> rows = new HashMap<>();

  /**
   * One value.
   *
   * @param step optimiser steps done, at least 0
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

    private static Row parse(String line) {
      String[] cells = line.split(",", -1);
      if (cells.length != 4) {
        throw new IllegalArgumentException("expected 4 cells (" + HEADER + "), found " + cells.length);
      }
      return new Row(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), cells[2], Double.parseDouble(cells[3]));
    }

    /** The first word of the name. */
    public String stage() {
      return name.split("\\.", 2)[0];
    }

    private String line() {
      return step + "," + epoch + "," + name + "," + value + "\n";
    }
  }

  private MetricsLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
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
    List<Row> kept = Files.exists(file) ? read(file).stream().filter(keep).toList() : List.of();
    StringBuilder text = new StringBuilder(HEADER + "\n");
    kept.forEach(row -> text.append(row.line()));
    DurableFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    MetricsLog log = opened(file);
    kept.forEach(log::count);
    return log;
  }

  /** A log that goes on at the end of {@code file}, whatever it holds. */
  static MetricsLog opened(Path file) throws IOException {
    return new MetricsLog(file, FileChannel.open(file, StandardOpenOption.APPEND));
  }

  /** Writes one value through to the file. @throws UncheckedIOException if that fails */
  public void append(long step, double epoch, String name, double value) {
    append(step, epoch, Map.of(name, value));
  }

  /** Writes values of the same moment through to the file. @throws UncheckedIOException if that fails */
  public void append(long step, double epoch, Map<String, Double> values) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      Row row = new Row(step, epoch, entry.getKey(), entry.getValue());
      text.append(row.line());
      count(row);
    }
    try {
      for (ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString()); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Rows whose names have {@code stage} as their first word. */
  public long rows(String stage) {
    return rows.getOrDefault(stage, 0L);
  }

  /** Brings all rows to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void count(Row row) {
    rows.merge(row.stage(), 1L, Long::sum);
  }

  /** With the name of the file, which the system does not tell. */
  private UncheckedIOException failure(IOException e) {
    return new UncheckedIOException(new FileSystemException(file.toString(), null, e.getMessage()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Reads all whole lines, also of a file that is being written.
   *
   * @throws IOException if the file cannot be read or a whole line is malformed; the message names file and line
   */
  public static List<Row> read(Path file) throws IOException {
    String text = Files.readString(file);
    // A line without its end is torn even where it parses: "0.01" may be the start of "0.0123".
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    if (!lines[0].equals(HEADER) && !HEADER.startsWith(text)) {
      throw new IOException(file + ":1: expected the header " + HEADER);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      rows.add(parse(file, i + 1, lines[i]));
    }
    return rows;
  }

  private static Row parse(Path file, int number, String line) throws IOException {
    try {
      return Row.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ":" + number + ": not a metric: " + e.getMessage(), e);
    }
  }
}
