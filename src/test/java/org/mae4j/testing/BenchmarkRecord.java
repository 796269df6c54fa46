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

  /** Asserts that the file {@code name} has this table; with {@code -Dmae4j.writeDocs=true}, writes it before. */
  public static void assertRecorded(String name, String heading, Stream<String> rows) throws IOException {
    List<String> lines = Stream.concat(Stream.of(heading), rows).toList();
    Path file = RECORDS.resolve(name);
    if (Boolean.getBoolean("mae4j.writeDocs")) {
      Files.write(file, lines);
    }
    assertEquals(lines, Files.readAllLines(file), "record it again with the command of the test");
  }
}
