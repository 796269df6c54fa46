package org.mae4j.experiment.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the runs in a directory, such as that of a sweep. */
public final class RunsBelow {
  /** A run of a sweep is in its folder of trials. */
  private static final int LEVELS = 2;

  private RunsBelow() {}

  /** Returns the first run by name; empty if there is none, or the directory cannot be read. */
  public static Optional<Path> first(Path directory) {
    try (Stream<Path> found = Files.find(directory, LEVELS, (path, attributes) -> attributes.isDirectory()
        && Files.isRegularFile(new RunDirectory(path).config()))) {
      return found.min(Comparator.naturalOrder());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
