package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;

/** Tests errors while a cache is written. */
class CacheFailuresTest {
  @TempDir
  private Path dir;
  private CachedFiles files;

  @BeforeEach
  void writeFiles() throws IOException {
    files = new CachedFiles(dir);
  }

  @Test
  void firstItemThatFailsIsReportedAndNothingIsLeft() throws IOException {
    files.write(4, new byte[1]);
    files.write(11, new byte[2]);
    assertEquals(files.file(4) + ": is damaged", assertThrows(DataException.class, () -> files.open(3)).getMessage());
    assertEquals(List.of(), files.caches());
    try (Stream<Path> left = Files.list(dir.resolve("cache"))) {
      assertEquals(List.of(), left.filter(file -> !file.toString().endsWith(".lock")).toList());
    }
  }

  @Test
  void directoryThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(dir.resolve("cache"), "a file");
    String message = assertThrows(DataException.class, () -> files.open(1)).getMessage();
    assertEquals("data.cacheDir: the cache of decoded images cannot be used ("
        + dir.resolve("cache").resolve(files.source("crop").fileName())
        + ".pixels: Not a directory); name another directory", message);
  }

  @Test
  void vanishedFileIsNamed() throws IOException {
    Files.delete(files.file(3));
    assertEquals(files.file(3) + ": no such file or directory",
        assertThrows(DataException.class, () -> files.open(1)).getMessage());
  }

  @Test
  void anErrorReachesTheCallerAsItIsAndLeavesNoFile() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError("heap");
    assertSame(error, assertThrows(Throwable.class,
        () -> CachedImages.open(files.config(), files.source("crop"), new Decoding(3, (done, total) -> {}), item -> {
          throw error;
        })));
    assertEquals(List.of(), files.caches());
  }
}
