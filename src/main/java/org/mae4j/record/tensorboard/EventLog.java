package org.mae4j.record.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.log.AppendOnlyFile;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/**
 * The TensorBoard event file of a run. Values are in the file before the call returns, so TensorBoard can follow it. A
 * crash can leave one incomplete last record, which readers ignore.
 *
 * <p>A resumed run writes a new file that starts with the kept values of the old file, and deletes the old file. A
 * running TensorBoard finds the new file and reads it from the start; it would not notice changes to a file that it has
 * already read.
 */
public final class EventLog implements Closeable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10,})\\.mae4j(\\.tmp)?");
  private static final double MILLIS = 1e3;
  /** Start of the tags of {@link #sessionStart} and {@link #sessionEnd}. */
  public static final String SESSION = "_hparams_/";

  private final AppendOnlyFile file;
  private final InstantSource clock;
  private final UnaryOperator<String> descriptions;
  private final Set<String> described = ConcurrentHashMap.newKeySet();

  /**
   * The position of a value.
   *
   * @param tag words separated by slashes; TensorBoard groups tags by their first word
   * @param step position on the horizontal axis
   * @param scalar whether the value is a number; otherwise it is an image or a histogram
   */
  public record EventKey(String tag, long step, boolean scalar) {}

  private EventLog(AppendOnlyFile file, UnaryOperator<String> descriptions, InstantSource clock) {
    this.file = file;
    this.descriptions = descriptions;
    this.clock = clock;
  }

  /**
   * Starts a new event file with the values of the existing file that {@code keep} accepts.
   *
   * @param folder directory of the event files; created if it is absent
   * @param descriptions description of a tag; may be empty
   */
  public static EventLog open(Path folder, Predicate<EventKey> keep, UnaryOperator<String> descriptions)
      throws IOException {
    return open(folder, keep, descriptions, InstantSource.system());
  }

  static EventLog open(Path folder, Predicate<EventKey> keep, UnaryOperator<String> descriptions, InstantSource clock)
      throws IOException {
    Files.createDirectories(folder);
    List<Path> existing = files(folder);
    Optional<Path> newest = existing.stream().filter(file -> seconds(file).isPresent())
        .reduce((before, after) -> after);
    long seconds = Math.max(clock.millis() / 1000, newest.flatMap(EventLog::seconds).orElse(0L) + 1);
    Path file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.mae4j", seconds));
    DurableFile.write(file, initialContent(newest, keep, clock.millis() / MILLIS));
    for (Path old : existing) {
      Files.deleteIfExists(old);
    }
    return new EventLog(AppendOnlyFile.open(file), descriptions, clock);
  }

  /** Moves the event files of a folder, and deletes the folder if nothing else is in it. @param from may not exist */
  public static void move(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      for (Path file : files(from)) {
        Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
      try (Stream<Path> left = Files.list(from)) {
        if (left.findAny().isEmpty()) {
          Files.delete(from);
        }
      }
    }
  }

  /** Returns the event files of mae4j in the order of time, including temporary files of an interrupted start. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }
  }

  /** Returns the time stamp in the name of a complete file; it increases with each new file. */
  private static Optional<Long> seconds(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() && name.group(2) == null ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }

  private static byte[] initialContent(Optional<Path> previous, Predicate<EventKey> keep, double wallTime)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(TfRecord.of(EventMessages.fileVersion(wallTime)).array());
    bytes.writeBytes(TfRecord.of(EventMessages.start(wallTime)).array());
    if (previous.isPresent()) {
      for (byte[] data : TfRecord.all(ByteBuffer.wrap(Files.readAllBytes(previous.get())))) {
        if (EventMessages.point(data).filter(keep).isPresent()) {
          bytes.writeBytes(TfRecord.of(data).array());
        }
      }
    }
    return bytes.toByteArray();
  }

  /** Appends a number in single precision. @throws UncheckedIOException if that fails */
  public void scalar(String tag, long step, double value) {
    append(tag, step, EventMessages.scalar(value));
  }

  /** Appends an image. @param png content of a PNG file @throws UncheckedIOException if that fails */
  public void image(String tag, long step, byte[] png) {
    append(tag, step, EventMessages.image(png));
  }

  /** Appends a histogram. @throws UncheckedIOException if that fails */
  public void histogram(String tag, long step, Histogram histogram) {
    append(tag, step, EventMessages.histogram(histogram));
  }

  /** Appends a text. @param markdown text that TensorBoard renders @throws UncheckedIOException if that fails */
  public void text(String tag, String markdown) {
    append(tag, 0, EventMessages.text(markdown));
  }

  /**
   * Appends what TensorBoard's page HParams shows of a run that starts.
   *
   * @param settings settings by key
   * @param metrics labels of the final metrics by the tags of their scalars
   * @throws java.io.UncheckedIOException if that fails
   */
  public void sessionStart(SortedMap<String, String> settings, Map<String, String> metrics) {
    append(SESSION + "experiment", 0, EventMessages.session(SessionMessages.experiment(settings, metrics)));
    append(SESSION + "session_start_info", 0,
        EventMessages.session(SessionMessages.start(settings, clock.millis() / MILLIS)));
  }

  /** Appends the end of a run that succeeded. @throws UncheckedIOException if that fails */
  public void sessionEnd() {
    append(SESSION + "session_end_info", 0, EventMessages.session(SessionMessages.success(clock.millis() / MILLIS)));
  }

  private void append(String tag, long step, UnknownFieldSet value) {
    String description = described.add(tag) ? descriptions.apply(tag) : "";
    UnknownFieldSet shown = description.isEmpty() ? value : EventMessages.described(value, description);
    file.append(TfRecord.of(EventMessages.summary(clock.millis() / MILLIS, step, tag, shown)));
  }

  /** Forces all values to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
