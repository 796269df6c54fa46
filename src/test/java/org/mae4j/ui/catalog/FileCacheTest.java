package org.mae4j.ui.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
  private final FileCache<Integer> cache = new FileCache<>();
  @TempDir
  private Path directory;
  private int reads;

  private int read() throws IOException {
    return cache.get("run", List.of(directory.resolve("a"), directory.resolve("b")), () -> ++reads);
  }

  @Test
  void readsAgainIfOneOfTheFilesChanged() throws IOException {
    assertEquals(List.of(1, 1), List.of(read(), read()));
    Files.writeString(directory.resolve("b"), "text");
    assertEquals(List.of(2, 2), List.of(read(), read()));
    Files.writeString(directory.resolve("b"), "longer text");
    assertEquals(3, read());
  }

  @Test
  void dropsValuesThatAreNotRetained() throws IOException {
    read();
    cache.retain(List.of("run"));
    assertEquals(1, read());
    cache.retain(List.of("another"));
    assertEquals(2, read());
  }

  @Test
  void doesNotRememberFailures() throws IOException {
    assertThrows(IOException.class, () -> cache.get("run", List.of(), () -> {
      throw new IOException();
    }));
    assertEquals(1, cache.get("run", List.of(), () -> 1));
  }
}
