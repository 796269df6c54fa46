package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded tables of the benchmarks of searches. */
public final class BenchmarkRecord {
  private static final Path RECORDS = Path.of("experiments/search-benchmarks");

  private BenchmarkRecord() {}

  /** Returns the rows of a table, unless they are being written. */
  public static Stream<String> rows(String name) throws IOException {
    return isWritten() ? Stream.of() : Files.readAllLines(RECORDS.resolve(name)).stream().skip(1);
  }

  /** Returns the number of seeds that a slow benchmark searches: all while tables are written, and otherwise one. */
  public static int checkedSeeds(int all) {
    return isWritten() ? all : 1;
  }

  private static boolean isWritten() {
    return Boolean.getBoolean("mae4j.writeDocs");
  }

  /** Asserts that the file {@code name} has this table; with {@code -Dmae4j.writeDocs=true}, writes it before. */
  public static void assertRecorded(String name, String heading, Stream<String> rows) throws IOException {
    List<String> lines = Stream.concat(Stream.of(heading), rows).toList();
    Path file = RECORDS.resolve(name);
    if (isWritten()) {
      Files.write(file, lines);
    }
    assertEquals(lines, Files.readAllLines(file), "record it again with the command of the test");
  }
}
