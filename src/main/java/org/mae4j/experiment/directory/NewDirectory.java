package org.mae4j.experiment.directory;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;

/** Creates the directories of new runs and sweeps. A directory that holds something is never used. */
public final class NewDirectory {
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Files of a run that is not in its resume plan yet, of which it has the configuration only. */
  private static final Set<String> BEFORE_WORK = Set.of("config.conf", "config.conf.tmp", "resume.json.tmp");
  private static final int ATTEMPTS = 100;
  private static final Set<String> FOLDERS = Set.of(CheckpointFolder.NAME.toString(), "figures");

  private NewDirectory() {}

  /**
   * Creates {@code path} and its missing parents.
   *
   * @return {@code path}
   * @throws UserException if {@code path} exists and is not an empty directory, or cannot be created
   */
  public static Path create(Path path) throws IOException {
    requireFree(path);
    createWithParents(path);
    return path;
  }

  /**
   * Creates {@code parent/NAME-TIMESTAMP}, with a number appended if another run took that name in the same second.
   *
   * @param parent created if absent
   * @param now local time
   * @throws UserException if {@code parent} is not a directory or cannot be created
   */
  static Path createStamped(Path parent, String name, LocalDateTime now) throws IOException {
    requireDirectoryOrNothing(parent);
    Path stamped = stamped(parent, name, now);
    int number = 1;
    while (true) {
      createWithParents(parent);
      try {
        return Files.createDirectory(
            number == 1 ? stamped : stamped.resolveSibling(stamped.getFileName() + "-" + number));
      } catch (FileAlreadyExistsException taken) {
        // A check before the creation would not help: another process may take the name in between.
        number++;
      } catch (NoSuchFileException gone) {
        // The check of another command deleted the parent, see createWithParents.
      }
    }
  }

  /** Returns {@code parent/NAME-TIMESTAMP}. @param now local time */
  public static Path stamped(Path parent, String name, LocalDateTime now) {
    return parent.resolve(name + "-" + TIMESTAMP.format(now));
  }

  /**
   * Checks, before any work is done, that a directory can be created; leaves nothing behind.
   *
   * @throws UserException if {@code path} exists and is not an empty directory, or cannot be created
   */
  public static void requireCreatable(Path path) throws IOException {
    requireFree(path);
    // A link that leads nowhere exists: it is the user's, and must not be deleted below.
    List<Path> missing = Stream.iterate(path.toAbsolutePath().normalize(),
        directory -> Files.notExists(directory, LinkOption.NOFOLLOW_LINKS), Path::getParent).toList();
    try {
      createWithParents(path);
      Files.delete(Files.createTempFile(path, ".mae4j", ".tmp"));
    } catch (FileSystemException e) {
      throw new UserException("cannot write to the directory " + path + ": " + IoMessage.problem(e));
    } finally {
      deleteEmpty(missing);
    }
  }

  /** Deletes directories, the innermost first, until one is in use: by another command that started meanwhile. */
  private static void deleteEmpty(List<Path> directories) throws IOException {
    try {
      for (Path directory : directories) {
        Files.deleteIfExists(directory);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another command has begun in it.
    }
  }

  private static void requireFree(Path path) throws IOException {
    if (path.toString().isEmpty()) {
      throw new UserException("--out: is empty; name a directory");
    }
    requireDirectoryOrNothing(path);
    if (isUsed(path)) {
      throw new UserException(path + ": the directory is not empty; name another one with --out");
    }
  }

  /** Returns whether {@code path} is a directory that holds something, so that no run can be created in it. */
  public static boolean isUsed(Path path) throws IOException {
    return Files.isDirectory(path) && !holdsNothing(path);
  }

  private static void requireDirectoryOrNothing(Path path) throws IOException {
    try {
      // One access: between two, another command may delete the directory.
      if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
        throw new UserException(path + ": not a directory");
      }
    } catch (FileSystemException nothing) {
      // The creation says what is wrong, if anything is.
    }
  }

  /**
   * Creates {@code path} and its missing parents. It retries because {@link #requireCreatable} in another trial or
   * command deletes the parents that it created, also between the steps of {@link Files#createDirectories}.
   */
  private static void createWithParents(Path path) throws IOException {
    for (int attempt = 1;; attempt++) {
      try {
        Files.createDirectories(path);
        return;
      } catch (FileSystemException e) {
        boolean changed = e instanceof NoSuchFileException || e instanceof FileAlreadyExistsException;
        if (!changed || attempt == ATTEMPTS) {
          throw new UserException("cannot create the directory " + IoMessage.of(e));
        }
      }
    }
  }

  /**
   * Returns whether a directory is empty, or has only what a command makes before it begins to work. A command that was
   * killed then left nothing to resume, and can be started again.
   */
  private static boolean holdsNothing(Path directory) throws IOException {
    Set<String> names = names(directory);
    boolean locked = names.contains(RunLock.FILE);
    for (String name : names) {
      Path entry = directory.resolve(name);
      boolean ours = name.equals(RunLock.FILE) || (locked && BEFORE_WORK.contains(name))
          || (FOLDERS.contains(name) && Files.isDirectory(entry) && names(entry).isEmpty());
      if (!ours) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
