package org.mae4j.record;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mae4j.base.file.DamagedFileException;

/** Reads JSON files that may be absent. */
public final class JsonFile {
  private JsonFile() {}

  /** Parses the content of a file. */
  @FunctionalInterface
  public interface JsonParsing<T> {
    T parse(byte[] json) throws IOException;
  }

  /**
   * Reads {@code file}; empty if it does not exist.
   *
   * @param content noun for what the file should hold, for the message
   * @throws DamagedFileException if the file holds something else; the message names it
   * @throws IOException if the file cannot be read
   */
  public static <T> Optional<T> read(Path file, String content, JsonParsing<T> parser) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new DamagedFileException(file + ": not " + content + ": " + problem, e);
    }
  }
}
