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
import org.mae4j.base.FileState;

/**
 * Follows a CSV file while another process writes it. Lines that have no end yet are left for later. A file that was
 * replaced, as by whoever goes on with a run, or became shorter is read from its start.
 *
 * @param <R> a row
 */
public final class LogTail<R> {
  private final CsvLog.Format<R> format;
  private final Path file;
  private Optional<Object> key = Optional.empty();
  private long offset;
  private int lines;

  /**
   * What a look at the file found.
   *
   * @param anew whether all rows that were told before are void
   * @param rows in the order of the file
   * @param <R> a row
   */
  public record News<R>(boolean anew, List<R> rows) {
    /** Whether nothing changed. */
    public boolean isNone() {
      return !anew && rows.isEmpty();
    }
  }

  LogTail(CsvLog.Format<R> format, Path file) {
    this.format = format;
    this.file = file;
  }

  /**
   * The rows that came since the last call; none while there is no file.
   *
   * @throws IOException if the file cannot be read or a whole line is malformed; the message names file and line
   */
  public News<R> next() throws IOException {
    boolean anew = false;
    while (true) {
      Optional<FileState> before = FileState.of(file);
      if (before.isEmpty()) {
        return new News<>(forget() || anew, List.of());
      }
      long size = before.get().size();
      if (size < offset || offset > 0 && !before.get().key().equals(key)) {
        anew |= forget();
      }
      if (offset > 0 && size == offset) {
        return new News<>(anew, List.of());
      }
      key = before.get().key();
      List<String> added = wholeLines();
      if (FileState.of(file).filter(after -> after.key().equals(key)).isPresent()) {
        return new News<>(anew, rows(added));
      }
      anew |= forget(); // replaced between the two looks: what was read may be of either
    }
  }

  /** Whether anything was told of the file. */
  private boolean forget() {
    boolean told = lines > 1;
    offset = 0;
    lines = 0;
    return told;
  }

  private List<String> wholeLines() throws IOException {
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file)) {
      bytes = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - offset)));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
        continue;
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
        rows.add(CsvLog.parse(format, file, lines, line));
      } else if (!line.equals(format.header())) {
        throw new IOException(file + ":1: expected the header " + format.header());
      }
    }
    return rows;
  }
}
