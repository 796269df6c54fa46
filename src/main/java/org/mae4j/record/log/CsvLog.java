package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mae4j.base.file.DamagedFileException;
import org.mae4j.base.file.DurableFile;

/**
 * A CSV file to which rows are appended. Rows are in the file before the call returns, so readers can follow it. A crash
 * can leave one incomplete last line, which readers ignore.
 *
 * @param <R> type of the rows
 */
final class CsvLog<R> implements Closeable {
  private final Format<R> format;
  private final AppendOnlyFile file;

  /**
   * The format of the rows.
   *
   * @param header names of the columns, separated by commas
   * @param olderHeader header of files of older versions, which lack the last columns; {@code header} if there are none
   * @param rowName noun for a row, with its article
   * @param parse converts cells to a row; gets one cell per column of the file
   * @param cells converts a row to cells, which must not contain commas or line breaks
   */
  record Format<R>(String header, String olderHeader, String rowName, Function<String[], R> parse,
      Function<R, List<?>> cells) {
    Format(String header, String rowName, Function<String[], R> parse, Function<R, List<?>> cells) {
      this(header, header, rowName, parse, cells);
    }

    /** Returns the format of a file that has the header {@code present}. */
    Format<R> ofFile(String present) {
      return present.equals(olderHeader) ? new Format<>(olderHeader, rowName, parse, cells) : this;
    }

    private String lines(List<R> rows) {
      return rows.stream().map(row -> cells.apply(row).stream().map(String::valueOf)
          .collect(Collectors.joining(",", "", "\n"))).collect(Collectors.joining());
    }

    private R row(String line) {
      String[] parts = line.split(",", -1);
      int columns = header.split(",").length;
      if (parts.length != columns) {
        throw new IllegalArgumentException("expected " + columns + " values (" + header + "), but found "
            + parts.length);
      }
      return parse.apply(parts);
    }
  }

  private CsvLog(Format<R> format, AppendOnlyFile file) {
    this.format = format;
    this.file = file;
  }

  /**
   * Opens a log, creates it if it is absent, and removes the rows that {@code keep} rejects. A file of an older version
   * gets the present header.
   *
   * @param keep is called once per row, in the order of the file
   */
  static <R> CsvLog<R> open(Format<R> format, Path file, Predicate<R> keep) throws IOException {
    List<R> kept = read(format, file).stream().filter(keep).toList();
    DurableFile.write(file, format.header() + "\n" + format.lines(kept));
    return new CsvLog<>(format, AppendOnlyFile.open(file));
  }

  /** Appends rows. @throws UncheckedIOException naming the file, if that fails */
  void append(List<R> rows) {
    file.append(StandardCharsets.UTF_8.encode(format.lines(rows)));
  }

  /** Forces all rows to the disk. @throws UncheckedIOException naming the file, if that fails */
  void sync() {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Returns the rows of all complete lines; none if the file does not exist. The file may be written at the same time.
   *
   * @throws IOException naming file and line, if the file cannot be read or a complete line is malformed
   */
  static <R> List<R> read(Format<R> format, Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    // A last line without a line break is incomplete even if it parses: "0.01" may be the start of "0.0123".
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    Format<R> present = format.ofFile(lines[0]);
    if (!lines[0].equals(present.header()) && !format.header().startsWith(text)) {
      throw new DamagedFileException(file + ":1: expected the header " + format.header());
    }
    List<R> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      rows.add(parse(present, file, i + 1, lines[i]));
    }
    return rows;
  }

  /**
   * Parses a complete line.
   *
   * @param number line number, from 1
   * @throws DamagedFileException naming file and line, if the line is malformed
   */
  static <R> R parse(Format<R> format, Path file, int number, String line) throws DamagedFileException {
    try {
      return format.row(line);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(file + ":" + number + ": not " + format.rowName() + ": " + e.getMessage(), e);
    }
  }
}
