package org.mae4j.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that a data set consists of.
 *
 * @param name path below the directory of the data set
 * @param bytes size that the file must have, if it is fixed
 */
public record DataFile(String name, OptionalLong bytes) {
  /** Makes a file of a fixed size. */
  public DataFile(String name, long bytes) {
    this(name, OptionalLong.of(bytes));
  }

  /** Makes a file of any size. */
  public DataFile(String name) {
    this(name, OptionalLong.empty());
  }

  /** Returns a phrase for each file in {@code dir} that is missing, unreadable or of the wrong size. */
  public static List<String> defects(Path dir, List<DataFile> files) {
    return !Files.isDirectory(dir) ? List.of("no such directory")
        : files.stream().flatMap(file -> file.defect(dir).stream()).toList();
  }

  private Optional<String> defect(Path dir) {
    Path file = dir.resolve(name);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.of(name + " is missing");
      }
      long size = Files.size(file);
      if (bytes.orElse(size) != size) {
        return Optional.of(name + " has " + size + " bytes, expected " + bytes.getAsLong());
      }
      return Files.isReadable(file) ? Optional.empty() : Optional.of(name + " cannot be read");
    } catch (IOException e) {
      return Optional.of(name + " cannot be read");
    }
  }
}
