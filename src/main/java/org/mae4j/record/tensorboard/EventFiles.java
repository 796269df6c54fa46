package org.mae4j.record.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.tensorboard.EventLog.EventKey;

/** The event files of mae4j in a folder, whose names have a time stamp that increases with each new file. */
public final class EventFiles {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10,})\\.mae4j(\\.tmp)?");
  private static final double MILLIS = 1e3;

  private EventFiles() {}

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

  /**
   * Replaces the event files of a folder by a new one with the values of the newest that {@code keep} accepts.
   *
   * @param folder created if it is absent
   * @param millis time in milliseconds since 1970
   * @return the new file
   */
  static Path replace(Path folder, Predicate<EventKey> keep, long millis) throws IOException {
    Files.createDirectories(folder);
    List<Path> existing = files(folder);
    Optional<Path> newest = existing.stream().filter(file -> seconds(file).isPresent())
        .reduce((before, after) -> after);
    long seconds = Math.max(millis / 1000, newest.flatMap(EventFiles::seconds).orElse(0L) + 1);
    Path file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.mae4j", seconds));
    DurableFile.write(file, initialContent(newest, keep, millis / MILLIS));
    for (Path old : existing) {
      Files.deleteIfExists(old);
    }
    return file;
  }

  /** Returns the files in the order of time, including temporary files of an interrupted start. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }
  }

  /** Returns the time stamp in the name of a complete file. */
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
}
