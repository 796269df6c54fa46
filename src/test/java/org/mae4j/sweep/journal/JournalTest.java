package org.mae4j.sweep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests sweeps that are interrupted at any moment and resumed. */
class JournalTest {
  @TempDir
  private Path directory;
  private final List<TrialRun> runs = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe"})
  void resumesFromJournalCutAnywhere(String generator) {
    SweepPlan plan = Plans.troubled(directory, generator, 14, 1);
    List<String> whole = search(plan, "");
    List<TrialRun> all = List.copyOf(runs);
    String events = String.join("", whole);
    List.of("finished", "failed", "invalid").forEach(event -> assertTrue(events.contains(event), event));
    assertEquals(List.of("random", "genetic").contains(generator), events.contains("\"repeated\""));
    String text = String.join("\n", whole) + "\n";
    int ended = 0;
    int start = 0;
    for (String line : whole) {
      for (int cut : new int[] {start, start + line.length() / 2}) {
        assertEquals(whole, search(plan, text.substring(0, cut)));
        assertEquals(all.subList(ended, all.size()), runs, "completed runs do not run again");
      }
      start += line.length() + 1;
      ended += line.contains("\"finished\"") || line.contains("\"failed\"") ? 1 : 0;
    }
    assertEquals(whole, search(plan, text));
    assertEquals(List.of(), runs);
  }

  @Test
  void rejectsJournalWithOtherTrials() {
    SweepPlan plan = Plans.troubled(directory, "random", 14, 1);
    String text = String.join("\n", search(plan, "")) + "\n";
    String other = text.replaceFirst("\"model.decoder.depth\":\"\\d\"", "\"model.decoder.depth\":\"9\"");
    assertTrue(assertThrows(UserException.class, () -> search(plan, other)).getMessage()
        .startsWith("the journal belongs to another sweep: trial 1 has {model.decoder.depth=9"));
  }

  /** Resumes a sweep, records its runs and returns the lines of the journal. @param before content of the journal */
  private List<String> search(SweepPlan plan, String before) {
    runs.clear();
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, (run, listener) -> {
      runs.add(run);
      return Plans.troubledObjective(run);
    }).lines();
  }
}
