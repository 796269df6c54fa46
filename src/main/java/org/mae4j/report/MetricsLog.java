package org.mae4j.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is watched while a model trains: a CSV file with a row for each value, {@code step,epoch,name,value}.
 * Numbers are written so that they read back as the same bits. Every call reaches the file before it returns, so
 * the file can be followed live; what a crash may leave is one torn last line, which readers pass over.
 */
public final class MetricsLog implements Closeable {
  private static final String HEADER = "step,epoch,name,value";

  private final BufferedWriter writer;

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

    private String line() {
      return step + "," + epoch + "," + name + "," + value + "\n";
    }
  }

  private MetricsLog(BufferedWriter writer) {
    this.writer = writer;
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
    StringBuilder kept = new StringBuilder(HEADER + "\n");
    if (Files.exists(file)) {
      read(file).stream().filter(keep).map(Row::line).forEach(kept::append);
    }
    DurableFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    return new MetricsLog(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  /** Writes one value through to the file. @throws UncheckedIOException if that fails */
  public void append(long step, double epoch, String name, double value) {
    append(step, epoch, Map.of(name, value));
  }

  /** Writes values of the same moment through to the file. @throws UncheckedIOException if that fails */
  public void append(long step, double epoch, Map<String, Double> values) {
    try {
      for (Map.Entry<String, Double> entry : values.entrySet()) {
        writer.write(new Row(step, epoch, entry.getKey(), entry.getValue()).line());
      }
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
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
