package org.mae4j.sweep.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.sweep.plan.SweepLoader;

/**
 * What became of each candidate, one JSON object a line. A line is on the disk before anything follows from it. What a
 * crash may leave is one torn last line; it counts as not written. Threads may write side by side.
 */
public final class Journal implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final Optional<JournalHeading> heading;
  private final List<TrialEvent> events;

  /**
   * What a journal says.
   *
   * @param heading empty where not even that was written whole
   * @param events in the order of time
   */
  public record Content(Optional<JournalHeading> heading, List<TrialEvent> events) {
    /** Reads a journal, also one that is being written. @throws org.mae4j.base.UserException if it is none */
    public static Content read(Path file) throws IOException {
      return of(file, wholeLines(file));
    }

    private static Content of(Path file, ByteBuffer wholeLines) throws IOException {
      List<String> lines = StandardCharsets.UTF_8.newDecoder().decode(wholeLines).toString().lines().toList();
      JournalLines parser = new JournalLines(file, SweepLoader.recordedSettings());
      List<TrialEvent> events = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        events.add(parser.event(i + 1, lines.get(i)));
      }
      return new Content(lines.stream().findFirst().map(line -> parser.heading(1, line)), events);
    }
  }

  private Journal(Path file, FileChannel channel, Content content) {
    this.file = file;
    this.channel = channel;
    this.heading = content.heading();
    this.events = new ArrayList<>(content.events());
  }

  /** Opens {@code file}, made if absent, to go on after its last whole line. */
  public static Journal open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      ByteBuffer whole = wholeLines(file);
      Content before = Content.of(file, whole);
      channel.truncate(whole.limit());
      channel.position(channel.size());
      return new Journal(file, channel, before);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** In bytes, for what is torn may end within a character. */
  private static ByteBuffer wholeLines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** What it says so far; its heading, what it said when it was opened. */
  public synchronized Content content() {
    return new Content(heading, List.copyOf(events));
  }

  /** What became of {@code candidate} so far; empty where nothing did. */
  public synchronized Optional<Trial> standing(int candidate, int repeat) {
    List<TrialEvent> own = events.stream().filter(event -> event.candidate() == candidate).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(Trial.of(own, repeat));
  }

  public synchronized void begin(JournalHeading heading) throws IOException {
    write(JournalLines.line(heading));
  }

  public synchronized void append(TrialEvent event) throws IOException {
    write(JournalLines.line(event));
    events.add(event);
    notifyAll();
  }

  /** Waits until something is appended, or for {@code millis} at most. */
  public synchronized void await(long millis) throws InterruptedException {
    wait(millis);
  }

  private void write(String line) throws IOException {
    try {
      for (ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n"); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw (IOException) new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
