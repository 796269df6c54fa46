package org.mae4j.ui.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * File queries that do not follow symbolic links. A link in a run directory could lead to any file of the machine, so
 * links count as absent.
 */
public final class NoFollowFiles {
  private NoFollowFiles() {}

  public static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isAbsent(Path path) {
    return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the subdirectories, sorted by name; an empty list if {@code directory} is absent. */
  static List<Path> directories(Path directory) throws IOException {
    return entries(directory, NoFollowFiles::isDirectory);
  }

  /** Returns the files in a directory, sorted by name; an empty list if {@code directory} is absent. */
  public static List<Path> files(Path directory) throws IOException {
    return entries(directory, NoFollowFiles::isFile);
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> entries(Path directory, Predicate<Path> filter) throws IOException {
    if (!isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(filter).sorted().toList();
    }
  }
}
