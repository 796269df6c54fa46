package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mae4j.base.DurableFile;

/**
 * A CSV file that grows by rows. Every call reaches the file before it returns, so the file can be followed live; what
 * a crash may leave is one torn last line, which readers pass over.
 *
 * @param <R> a row
 */
final class CsvLog<R> implements Closeable {
  private final Format<R> format;
  private final AppendedFile file;

  /**
   * How rows are written.
   *
   * @param header names of the columns, separated by commas
   * @param rowName what a row is, a noun with its article
   * @param parse a row from its cells, of which there are as many as columns
   * @param cells of a row, none of which holds a comma or the end of a line
   */
  record Format<R>(String header, String rowName, Function<String[], R> parse, Function<R, List<?>> cells) {
    private String lines(List<R> rows) {
      return rows.stream().map(row -> cells.apply(row).stream().map(String::valueOf)
          .collect(Collectors.joining(",", "", "\n"))).collect(Collectors.joining());
    }

    private R row(String line) {
      String[] parts = line.split(",", -1);
      int columns = header.split(",").length;
      if (parts.length != columns) {
        throw new IllegalArgumentException("expected " + columns + " cells (" + header + "), found " + parts.length);
      }
      return parse.apply(parts);
    }
  }

  private CsvLog(Format<R> format, Path file) throws IOException {
    this.format = format;
    this.file = AppendedFile.open(file);
  }

  /**
   * Opens {@code file}, made if absent, to go on after those of its rows that are to be kept.
   *
   * @param keep asked once for each row, from the first to the last
   */
  static <R> CsvLog<R> open(Format<R> format, Path file, Predicate<R> keep) throws IOException {
    List<R> kept = Files.exists(file) ? read(format, file).stream().filter(keep).toList() : List.of();
    DurableFile.write(file, (format.header() + "\n" + format.lines(kept)).getBytes(StandardCharsets.UTF_8));
    return new CsvLog<>(format, file);
  }

  /** A log that goes on at the end of {@code file}, whatever it holds. */
  static <R> CsvLog<R> opened(Format<R> format, Path file) throws IOException {
    return new CsvLog<>(format, file);
  }

  /** Writes rows through to the file. @throws UncheckedIOException naming the file, if that fails */
  void append(List<R> rows) {
    file.append(StandardCharsets.UTF_8.encode(format.lines(rows)));
  }

  /** Brings all rows to the disk. @throws UncheckedIOException naming the file, if that fails */
  void sync() {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Reads all whole lines, also of a file that is being written.
   *
   * @throws IOException if the file cannot be read or a whole line is malformed; the message names file and line
   */
  static <R> List<R> read(Format<R> format, Path file) throws IOException {
    String text = Files.readString(file);
    // A line without its end is torn even where it parses: "0.01" may be the start of "0.0123".
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    if (!lines[0].equals(format.header()) && !format.header().startsWith(text)) {
      throw new IOException(file + ":1: expected the header " + format.header());
    }
    List<R> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      rows.add(parse(format, file, i + 1, lines[i]));
    }
    return rows;
  }

  /** The row in a whole line. @param number of the line, from 1 @throws IOException naming both if it is malformed */
  static <R> R parse(Format<R> format, Path file, int number, String line) throws IOException {
    try {
      return format.row(line);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ":" + number + ": not " + format.rowName() + ": " + e.getMessage(), e);
    }
  }
}
