package org.mae4j.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells, without reading a file, that it is as it was: while this stays equal, what was read holds. To be taken
 * before the file is read, so that what comes meanwhile counts as a change.
 *
 * @param changed when it was last written
 * @param size in bytes
 * @param key tells a file from another that took its place; empty where the system has no such key
 */
public record FileState(FileTime changed, long size, Optional<Object> key) {
  /** As it is now; empty while there is no file. */
  public static Optional<FileState> of(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new FileState(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
