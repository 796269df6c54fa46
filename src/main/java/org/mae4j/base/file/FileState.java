package org.mae4j.base.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The state of a file by which a change is found without reading it: if two states are equal, so is the content. Take
 * the state before the content is read, so that a change in between is not missed.
 *
 * @param changed time of the last write
 * @param size size in bytes
 * @param key identity of the file, which differs after a replacement; empty if the file system has no such key
 */
public record FileState(FileTime changed, long size, Optional<Object> key) {
  /** Returns the present state of {@code file}; empty if it does not exist. */
  public static Optional<FileState> of(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new FileState(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
