package org.mae4j.record.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2};

  @TempDir
  private Path directory;

  @Test
  void countsImagesThatOneOfTwoClassifiersGetsRight() {
    Predictions predictions = new Predictions("abc", LABELS, new TreeMap<>())
        .with("probe", new int[] {0, 1, 2, 0, 0, 0}).with("control", new int[] {0, 1, 0, 1, 1, 1});
    assertEquals(Optional.of(new PairedCounts(2, 2, 1, 1)), predictions.compare("probe", "control"));
    assertEquals(Optional.empty(), predictions.compare("probe", "absent"));
  }

  @Test
  void fileKeepsThePredictionsOfTheSameImagesOnly() throws IOException {
    Path file = directory.resolve("predictions.json");
    assertTrue(Predictions.read(file, "abc", LABELS).predicted().isEmpty());
    Predictions.read(file, "abc", LABELS).with("probe", LABELS).write(file);
    assertArrayEquals(LABELS, Predictions.read(file, "abc", LABELS).predicted().get("probe"));
    assertTrue(Predictions.read(file, "other", LABELS).predicted().isEmpty());
  }

  @Test
  void damagedFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("predictions.json"), "{\"images\": ");
    String message = assertThrows(IOException.class, () -> Predictions.read(file, "abc", LABELS)).getMessage();
    assertTrue(message.startsWith(file + ": not the predictions of a run"), message);
  }

  /** The expected interval is computed with numpy. */
  @Test
  void intervalOfADifferenceIsPaired() {
    PairedCounts counts = new PairedCounts(212, 100, 47, 641);
    assertEquals(0.029243238381462068, counts.interval().low(), 1e-12);
    assertEquals(0.07654518477223055, counts.interval().high(), 1e-12);
    assertArrayEquals(new int[][] {{212, 100}, {47, 641}}, counts.matrix());
    assertEquals(counts, PairedCounts.of(counts.matrix()));
  }
}
