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
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A CSV file that grows by rows. Every call reaches the file before it returns, so the file can be followed live; what
 * a crash may leave is one torn last line, which readers pass over.
 *
 * @param <R> a row
 */
final class CsvLog<R> implements Closeable {
  private final Format<R> format;
  private final Path file;
  private final FileChannel channel;

  /**
   * How rows are written.
   *
   * @param header names of the columns, separated by commas
   * @param rowName what a row is, a noun with its article
   * @param parse a row from its cells, of which there are as many as columns
   * @param cells of a row, none of which holds a comma or the end of a line
   */
  record Format<R>(String header, String rowName, Function<String[], R> parse, Function<R, List<?>> cells) {
    private String line(R row) {
      return String.join(",", cells.apply(row).stream().map(String::valueOf).toList()) + "\n";
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
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.APPEND);
  }

  /** Opens {@code file}, made if absent, to go on after those of its rows that are to be kept. */
  static <R> CsvLog<R> open(Format<R> format, Path file, Predicate<R> keep) throws IOException {
    StringBuilder kept = new StringBuilder(format.header() + "\n");
    if (Files.exists(file)) {
      read(format, file).stream().filter(keep).map(format::line).forEach(kept::append);
    }
    DurableFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    return new CsvLog<>(format, file);
  }

  /** Writes rows through to the file. @throws UncheckedIOException if that fails */
  void append(List<R> rows) {
    String lines = String.join("", rows.stream().map(format::line).toList());
    try {
      for (ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // With the name of the file, which the system does not tell.
      throw new UncheckedIOException(new FileSystemException(file.toString(), null, e.getMessage()));
    }
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

  private static <R> R parse(Format<R> format, Path file, int number, String line) throws IOException {
    try {
      return format.row(line);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ":" + number + ": not " + format.rowName() + ": " + e.getMessage(), e);
    }
  }
}
