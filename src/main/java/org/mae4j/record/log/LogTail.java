package org.mae4j.record.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.file.DamagedFileException;
import org.mae4j.base.file.FileState;

/**
 * A reader that follows a CSV file while another process writes it. Incomplete lines are read later. If the file was
 * replaced, as when a run is resumed, or has become shorter, the reader starts again at its beginning.
 *
 * @param <R> type of the rows
 */
public final class LogTail<R> {
  private final CsvLog.Format<R> format;
  private final Path file;
  /** Format of the file as it is. */
  private CsvLog.Format<R> present;
  private Optional<Object> key = Optional.empty();
  private long offset;
  private int lines;

  /**
   * The rows that were added since the last call.
   *
   * @param reset whether all rows of earlier calls are invalid
   * @param rows new rows in the order of the file
   * @param <R> type of the rows
   */
  public record NewRows<R>(boolean reset, List<R> rows) {}

  LogTail(CsvLog.Format<R> format, Path file) {
    this.format = format;
    this.present = format;
    this.file = file;
  }

  /**
   * Returns the rows that were added since the last call; no rows while the file does not exist.
   *
   * @throws IOException naming file and line, if the file cannot be read or a complete line is malformed
   */
  public NewRows<R> next() throws IOException {
    boolean reset = false;
    while (true) {
      Optional<FileState> before = FileState.of(file);
      if (before.isEmpty()) {
        return new NewRows<>(restart() || reset, List.of());
      }
      long size = before.get().size();
      if (size < offset || offset > 0 && !before.get().key().equals(key)) {
        reset |= restart();
      }
      if (offset > 0 && size == offset) {
        return new NewRows<>(reset, List.of());
      }
      key = before.get().key();
      List<String> added = completeLines();
      if (FileState.of(file).filter(after -> after.key().equals(key)).isPresent()) {
        return new NewRows<>(reset, rows(added));
      }
      reset |= restart(); // the file was replaced during the read, so the lines may be of either file
    }
  }

  /** Returns to the start of the file. Returns whether any row was read before. */
  private boolean restart() {
    boolean hadRows = lines > 1;
    offset = 0;
    lines = 0;
    return hadRows;
  }

  private List<String> completeLines() throws IOException {
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file)) {
      bytes = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - offset)));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
        // The condition reads.
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    int end = bytes.position();
    while (end > 0 && bytes.get(end - 1) != '\n') {
      end--;
    }
    offset += end;
    return new String(bytes.array(), 0, end, StandardCharsets.UTF_8).lines().toList();
  }

  private List<R> rows(List<String> added) throws IOException {
    List<R> rows = new ArrayList<>();
    for (String line : added) {
      lines++;
      if (lines > 1) {
        rows.add(CsvLog.parse(present, file, lines, line));
        continue;
      }
      present = format.ofFile(line);
      if (!line.equals(present.header())) {
        throw new DamagedFileException(file + ":1: expected the header " + format.header());
      }
    }
    return rows;
  }
}
