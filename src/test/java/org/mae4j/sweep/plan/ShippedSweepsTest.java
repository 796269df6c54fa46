package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.sweep.generator.SweepChecks;

/** The sweeps in {@code conf/sweeps}. */
class ShippedSweepsTest {
  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("conf/sweeps"))) {
      List<Path> files = all.sorted().toList();
      assertFalse(files.isEmpty());
      return files.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySweepIsRunnableAndHasItsCommand(Path file) throws IOException {
    SweepPlan plan = SweepLoader.load(file, List.of());
    assertEquals(file.getFileName().toString(), plan.experiment().name() + ".conf");
    assertTrue(Files.readString(file).contains("# Command:  ./mae4j sweep " + file));
    assertDoesNotThrow(() -> SweepChecks.requireValidTrials(plan));
  }
}
