package org.mae4j.base.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes files that several processes may write at the same time, such as the report of a sweep that still runs. Each
 * write has a temporary file of its own, and first deletes those that killed processes left. It cannot tell them from
 * those of writes in progress; a write whose temporary file is gone starts again.
 */
public final class SharedFile {
  private SharedFile() {}

  /**
   * Replaces the content of {@code file} by {@code text} in UTF-8, as {@link DurableFile#write(Path, String)} does. Of
   * several writes at the same time, one of them counts.
   *
   * @throws IOException naming the file or its directory, if it cannot be written; the old content stays
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text, step -> {});
  }

  /** @param before receives each step of each attempt before it is taken */
  static void write(Path file, String text, Consumer<DurableFile.Step> before) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    deleteTemporary(file);
    while (!replace(file, content, before)) {
      // Each attempt fails because of another write, which deletes once; so the attempts come to an end.
    }
  }

  /** Deletes the temporary files of all writes of {@code file}. */
  private static void deleteTemporary(Path file) throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.[0-9a-f-]{36}\\.tmp");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(file),
        other -> name.matcher(other.getFileName().toString()).matches())) {
      for (Path temporary : files) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** Returns whether the file was replaced; false if another write deleted the temporary file. */
  private static boolean replace(Path file, byte[] content, Consumer<DurableFile.Step> before) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      new DurableFile(file, temporary, before).write(content);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.notExists(folder(file))) {
        throw e;
      }
      return false;
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }
}
