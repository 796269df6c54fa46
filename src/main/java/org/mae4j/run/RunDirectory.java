package org.mae4j.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * Where a run leaves all that it makes.
 *
 * @param path an existing directory
 */
public record RunDirectory(Path path) {
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /**
   * Makes {@code parent/NAME-TIMESTAMP}, with a number after it for a second run within the same second.
   *
   * @param parent made if absent
   * @param now local time
   * @throws UserException if {@code parent} cannot be made
   */
  public static RunDirectory create(Path parent, String name, LocalDateTime now) throws IOException {
    makeDirectories(parent);
    String stamped = name + "-" + TIMESTAMP.format(now);
    for (int attempt = 1; ; attempt++) {
      Path path = parent.resolve(attempt == 1 ? stamped : stamped + "-" + attempt);
      try {
        Files.createDirectory(path);
        return new RunDirectory(path).withFolders();
      } catch (FileAlreadyExistsException taken) {
        // Not asked before making it: another process may take the name in between.
        continue;
      }
    }
  }

  /**
   * Makes {@code path} a run directory.
   *
   * @throws UserException if it cannot be made, or is not empty: the run that it may hold is not overwritten
   */
  public static RunDirectory create(Path path) throws IOException {
    makeDirectories(path);
    if (!isEmpty(path)) {
      throw new UserException("run directory exists and is not empty: " + path);
    }
    return new RunDirectory(path).withFolders();
  }

  /**
   * Opens the directory of a former run, to repeat a stage.
   *
   * @throws UserException if there is no run in {@code path}
   */
  public static RunDirectory open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new UserException("no such run directory: " + path);
    }
    RunDirectory directory = new RunDirectory(path);
    if (!Files.isRegularFile(directory.config())) {
      throw new UserException("not a run directory, has no " + directory.config().getFileName() + ": " + path);
    }
    return directory.withFolders();
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.conf");
  }

  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  public Path results() {
    return path.resolve("results.json");
  }

  public Path provenance() {
    return path.resolve("provenance.json");
  }

  public Path log() {
    return path.resolve("run.log");
  }

  /** The folder of checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The folder of PNG figures. */
  public Path figures() {
    return path.resolve("figures");
  }

  private RunDirectory withFolders() throws IOException {
    Files.createDirectories(checkpoints());
    Files.createDirectories(figures());
    return this;
  }

  private static void makeDirectories(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new UserException("not a directory: " + path);
    } catch (AccessDeniedException e) {
      throw new UserException("no permission to make the directory " + path);
    } catch (FileSystemException e) {
      throw new UserException("cannot make the directory " + e.getMessage());
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
