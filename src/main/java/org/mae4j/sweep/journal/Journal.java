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
import org.mae4j.base.UserException;
import org.mae4j.config.load.RecordedSettings;
import org.mae4j.sweep.plan.Repetitions;
import org.mae4j.sweep.plan.SweepLoader;

/**
 * The journal of a sweep: a heading, then one line for each event of a trial. A line is forced to the disk before the
 * sweep acts on it. A crash can leave an incomplete last line; it is ignored and overwritten. A line that cannot be
 * written, for example to a full disk, is removed, and no line follows. Thread-safe.
 */
public final class Journal implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final Optional<JournalHeading> heading;
  private final List<TrialEvent> events;
  /** Why a line could not be written; none is written after it, because what happened before would be missing. */
  private Optional<String> failure = Optional.empty();

  /**
   * The lines of a journal.
   *
   * @param heading empty if it was not written completely
   * @param events in the order in which they happened
   */
  public record Content(Optional<JournalHeading> heading, List<TrialEvent> events) {
    /**
     * Reads a journal, which another process may be writing.
     *
     * @throws UserException if {@code file} is not a journal
     */
    public static Content read(Path file) throws IOException {
      return of(file, wholeLines(file));
    }

    private static Content of(Path file, ByteBuffer wholeLines) throws IOException {
      List<String> lines = StandardCharsets.UTF_8.newDecoder().decode(wholeLines).toString().lines().toList();
      RecordedSettings recorded = SweepLoader.recordedSettings();
      Optional<JournalHeading> heading = lines.stream().findFirst()
          .map(line -> JournalLine.parse(recorded, file + ":1", line, JournalHeading.class));
      List<TrialEvent> events = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        String place = file + ":" + (i + 1);
        events.add(JournalLine.parse(recorded, place, lines.get(i), TrialEvent.class));
        requireObjectives(heading.orElseThrow(), events.get(i - 1), place);
      }
      return new Content(heading, events);
    }

    private static void requireObjectives(JournalHeading heading, TrialEvent event, String place) {
      if (event instanceof TrialEvent.Finished run && run.others().size() != heading.others().size()) {
        throw new UserException(place + ": others has " + run.others().size() + " values, but the sweep has "
            + heading.others().size() + " objectives beside the first");
      }
    }
  }

  private Journal(Path file, FileChannel channel, Content content) {
    this.file = file;
    this.channel = channel;
    this.heading = content.heading();
    this.events = new ArrayList<>(content.events());
  }

  /** Opens {@code file}, creating it if absent, for appending after its last complete line. */
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

  /** Returns the bytes of the complete lines; an incomplete line may end within a character. */
  private static ByteBuffer wholeLines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Returns the heading that the journal had when it was opened, and all events so far. */
  public synchronized Content content() {
    return new Content(heading, List.copyOf(events));
  }

  /**
   * Returns trial {@code number}; empty if it has no event yet.
   *
   * @param repetitions how runs become scores
   */
  public synchronized Optional<Trial> trial(int number, Repetitions repetitions) {
    List<TrialEvent> own = events.stream().filter(event -> event.trial() == number).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(Trial.of(own, repetitions));
  }

  /** Writes the heading of a new journal. */
  public synchronized void begin(JournalHeading first) throws IOException {
    write(first.json());
  }

  /**
   * Writes an event and wakes the threads that {@linkplain #await wait}.
   *
   * @throws IOException if it cannot be written, or an earlier one could not
   */
  public synchronized void append(TrialEvent event) throws IOException {
    write(event.json());
    events.add(event);
    notifyAll();
  }

  /** Waits until an event is appended, at most {@code millis} milliseconds. */
  @SuppressWarnings("WaitNotInLoop") // callers check their condition again, also after a spurious wake-up
  public synchronized void await(long millis) throws InterruptedException {
    wait(millis);
  }

  private void write(String line) throws IOException {
    if (failure.isPresent()) {
      throw new FileSystemException(file.toString(), null,
          "an earlier line could not be written: " + failure.get());
    }
    long end = channel.position();
    try {
      for (ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n"); bytes.hasRemaining();) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      truncate(end, e);
      throw (IOException) new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    }
  }

  private void truncate(long end, IOException cause) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
