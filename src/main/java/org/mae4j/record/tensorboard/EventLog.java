package org.mae4j.record.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
    Path file = EventFiles.replace(folder, keep, clock.millis());
    return new EventLog(AppendOnlyFile.open(file), descriptions, clock);
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
