package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.Direction;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.Repetitions;
import org.mae4j.sweep.ranking.Ranking;

class SweepLimitsTest {
  @TempDir
  private Path path;

  @Test
  void limitsAreReadAsTheyWereWritten() throws IOException {
    SweepDirectory directory = new SweepDirectory(path);
    assertEquals(Optional.empty(), SweepLimits.read(directory));
    SweepLimits limits = new SweepLimits(OptionalInt.of(8), 2, 0.5);
    limits.write(directory);
    assertEquals(Optional.of(limits), SweepLimits.read(directory));
  }

  @Test
  void theNumberOfTrialsOrTheTimeEndsASweep() throws IOException {
    Ranking ranking = new Ranking(JournalHeading.of(Plans.grid(path)), Trial.all(List.of(
        new TrialEvent.Started(1, 1, new TreeMap<>()), new TrialEvent.Finished(1, 1, 0.5, 3600)),
        new Repetitions(1, Repetitions.Score.MEAN, List.of(Direction.MAXIMIZE))));
    assertFalse(new SweepLimits(OptionalInt.of(2), 1, 0).areReached(ranking));
    assertTrue(new SweepLimits(OptionalInt.of(2), 1, 0).exhausted(1).areReached(ranking));
    assertFalse(new SweepLimits(OptionalInt.empty(), 2, 1).areReached(ranking));
    assertTrue(new SweepLimits(OptionalInt.empty(), 2, 0.5).areReached(ranking));
  }

  @Test
  void aMalformedFileHasNoLimits() throws IOException {
    for (String text : List.of("", "[]", "{\"trials\": 8", "nonsense")) {
      Files.writeString(path.resolve("limits.json"), text);
      assertEquals(Optional.empty(), SweepLimits.read(new SweepDirectory(path)), text);
    }
  }
}
