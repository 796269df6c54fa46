package org.mae4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at files and directories that are what they seem. A symbolic link in a run directory may lead anywhere; what is
 * behind one is treated as absent.
 */
final class NoFollowFiles {
  private NoFollowFiles() {}

  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isAbsent(Path path) {
    return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The directories in {@code directory}, by name; none where there is no such directory. */
  static List<Path> directories(Path directory) throws IOException {
    return entries(directory).stream().filter(NoFollowFiles::isDirectory).toList();
  }

  /** The files in {@code directory}, by name; none where there is no such directory. */
  static List<Path> files(Path directory) throws IOException {
    return entries(directory).stream().filter(NoFollowFiles::isFile).toList();
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
