package org.mae4j.record.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.DurableFile;
import org.mae4j.record.log.AppendedFile;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/**
 * The event file of a run, which grows by values. Every call reaches the file before it returns, so that TensorBoard
 * can follow it; what a crash may leave is one torn last record, which is passed over.
 *
 * <p>Whoever goes on with a run does so in a new file that begins with what is kept of the former one, which is then
 * deleted: a TensorBoard that is running finds the new one and starts over, where it would notice no change in a file
 * that it has read already.
 */
public final class EventLog implements Closeable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10,})\\.mae4j(\\.tmp)?");
  private static final double MILLIS = 1e3;

  private final AppendedFile file;
  private final InstantSource clock;

  /**
   * Where a value stands.
   *
   * @param tag words separated by slashes; TensorBoard groups by the first
   * @param step on the horizontal axis
   * @param scalar whether it is a number, not an image or a histogram
   */
  public record Point(String tag, long step, boolean scalar) {}

  private EventLog(AppendedFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Opens the event file in {@code folder}, made if absent, to go on after those values that are to be kept. */
  public static EventLog open(Path folder, Predicate<Point> keep) throws IOException {
    return open(folder, keep, InstantSource.system());
  }

  static EventLog open(Path folder, Predicate<Point> keep, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    List<Path> former = files(folder);
    Optional<Path> newest = former.stream().filter(file -> seconds(file).isPresent()).reduce((before, after) -> after);
    long seconds = Math.max(clock.millis() / 1000, newest.flatMap(EventLog::seconds).orElse(0L) + 1);
    Path file = folder.resolve(String.format("events.out.tfevents.%010d.mae4j", seconds));
    DurableFile.write(file, beginning(newest, keep, clock.millis() / MILLIS));
    for (Path old : former) {
      Files.deleteIfExists(old);
    }
    return new EventLog(AppendedFile.open(file), clock);
  }

  /** This program's event files in the order of time, and what an interrupted opening left. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }
  }

  /** In the name of a whole file; that of a later one is greater. */
  private static Optional<Long> seconds(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() && name.group(2) == null ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }

  private static byte[] beginning(Optional<Path> former, Predicate<Point> keep, double wallTime) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(TfRecord.of(Messages.fileVersion(wallTime)).array());
    bytes.writeBytes(TfRecord.of(Messages.start(wallTime)).array());
    if (former.isPresent()) {
      for (byte[] data : TfRecord.all(ByteBuffer.wrap(Files.readAllBytes(former.get())))) {
        if (Messages.point(data).filter(keep).isPresent()) {
          bytes.writeBytes(TfRecord.of(data).array());
        }
      }
    }
    return bytes.toByteArray();
  }

  /** Writes a number, in single precision. @throws UncheckedIOException if that fails */
  public void scalar(String tag, long step, double value) {
    append(tag, step, Messages.scalar(value));
  }

  /** Writes an image. @param png the bytes of a PNG file @throws UncheckedIOException if that fails */
  public void image(String tag, long step, byte[] png) {
    append(tag, step, Messages.image(png));
  }

  /** Writes a histogram. @throws UncheckedIOException if that fails */
  public void histogram(String tag, long step, Histogram histogram) {
    append(tag, step, Messages.histogram(histogram));
  }

  private void append(String tag, long step, UnknownFieldSet value) {
    file.append(TfRecord.of(Messages.summary(clock.millis() / MILLIS, step, tag, value)));
  }

  /** Brings all values to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
