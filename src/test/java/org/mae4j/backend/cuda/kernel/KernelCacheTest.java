package org.mae4j.backend.cuda.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class KernelCacheTest {
  private static final String FILE = "twice-1.bin";
  private static final byte[] CODE = {1, 2, 3, 4, 5};

  @TempDir
  private Path parent;
  private Path directory;
  private final AtomicInteger compiled = new AtomicInteger();

  @BeforeEach
  void choose() {
    directory = parent.resolve("mae4j/kernels");
  }

  /** Takes the code as another start of the program does. */
  private void take(int compilations) {
    assertArrayEquals(CODE, take(new KernelCache(directory)));
    assertEquals(compilations, compiled.get());
  }

  private byte[] take(KernelCache cache) {
    return cache.get(FILE, () -> {
      compiled.incrementAndGet();
      return CODE.clone();
    });
  }

  @Test
  void compilesOnce() {
    take(1);
    take(1);
    assertEquals(List.of(FILE), files());
  }

  /** Cut within the checksum, within the code, and to nothing. */
  @ParameterizedTest
  @ValueSource(ints = {36, 5, 3, 0})
  void compilesAgainForAFileThatIsCut(int length) throws IOException {
    take(1);
    Path file = directory.resolve(FILE);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    take(2);
    take(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 36})
  void compilesAgainForADamagedByte(int at) throws IOException {
    take(1);
    byte[] content = Files.readAllBytes(directory.resolve(FILE));
    content[at] ^= 1;
    Files.write(directory.resolve(FILE), content);
    take(2);
    take(2);
  }

  /** A file is in the place of the directory, or a directory in that of the file. */
  @ParameterizedTest
  @ValueSource(strings = {"", FILE + "/below"})
  void compilesEachTimeWithoutADirectoryToWrite(String blocking) throws IOException {
    Path block = directory.resolve(blocking);
    Files.createDirectories(block.getParent());
    Files.writeString(block, "");
    take(1);
    take(2);
  }

  @Test
  void saysOnceThatNothingIsKept() throws IOException {
    Files.createDirectories(directory.getParent());
    Files.writeString(directory, "");
    Logger logger = (Logger) LoggerFactory.getLogger(KernelCache.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      KernelCache cache = new KernelCache(directory);
      take(cache);
      take(cache);
    } finally {
      logger.detachAppender(lines);
    }
    assertEquals(List.of(directory + ": compiled kernels cannot be kept, so each start compiles them: Not a directory"),
        lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @Test
  void writesOfSeveralProcessesDoNotDisturbEachOther() {
    IntStream.range(0, 200).parallel().forEach(i -> {
      assertArrayEquals(CODE, take(new KernelCache(directory)));
      if (i % 2 == 0) {
        directory.resolve(FILE).toFile().delete();
      }
    });
    take(new KernelCache(directory));
    assertEquals(List.of(FILE), files());
  }

  private List<String> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
