package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.base.UserException;
import org.mae4j.base.text.CsvText;

/** Tests tables and exports of recorded sweeps. */
class SweepFilesTest {
  /** A sweep that ran before pruning was added. */
  @Test
  void showsOldJournal() throws IOException {
    String narrow = SweepFiles.read(Path.of("experiments/sweep-search")).text(80);
    assertTrue(narrow.lines().allMatch(line -> line.codePointCount(0, line.length()) <= 80), narrow);
    assertTrue(narrow.contains(" accuracy  ") && narrow.contains("\nbest trial: 2, finetune.val.accuracy "), narrow);
    String shown = SweepFiles.read(Path.of("experiments/sweep-quick")).text(Integer.MAX_VALUE);
    assertTrue(shown.contains("best trial: "), shown);
    assertFalse(shown.contains("pruned"), shown);
  }

  @Test
  void exportsCurvesAndCpuTimeOfTrials() throws IOException {
    SweepFiles sweep = SweepFiles.read(Path.of("experiments/sweep-search"));
    List<List<String>> lines = CsvText.read(sweep.csv("finetune.val.accuracy"));
    int first = CsvText.read(sweep.csv()).get(0).size();
    assertEquals(List.of("finetune.val.accuracy@1", "finetune.val.accuracy@2", "finetune.val.accuracy@3",
        "finetune.val.accuracy@4", "finetune.val.accuracy@5", "finetune.val.accuracy@6", "pretrain.cpuSeconds",
        "finetune.cpuSeconds"), lines.get(0).subList(first, lines.get(0).size()));
    List<String> best = lines.get(1);
    assertEquals(List.of(best.get(3), "59.734", "175.792"), best.subList(first + 5, first + 8));
    List<String> pruned = lines.stream().filter(line -> line.get(2).equals("pruned")).findFirst().orElseThrow();
    assertEquals("", pruned.get(first + 5));
    assertEquals(lines.get(0).size(), pruned.size());
    assertEquals(
        "experiments/sweep-search/trials: no trial has the metric 'finetune.accuracy' in metrics.csv; found: "
            + "finetune.val.accuracy, pretrain.val.loss, pretrain.val.maskedMse",
        assertThrows(UserException.class, () -> sweep.csv("finetune.accuracy")).getMessage());
  }
}
