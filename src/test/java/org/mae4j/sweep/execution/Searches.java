package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/**
 * Runs sweeps, each from its beginning, and ranks the trials of their journal.
 *
 * @param directory of the journal
 */
record Searches(Path directory) {

  /** Runs a sweep of the objective of {@link Plans}. */
  Ranking run(SweepPlan plan) {
    return run(plan, (run, listener) -> Plans.objective(run.parameters()));
  }

  Ranking run(SweepPlan plan, TrialEvaluator evaluator) {
    SweepOutcome.of(plan, journal(), "", evaluator);
    return ranking(plan);
  }

  /** Returns the trials of the last sweep, also of one that failed. */
  Ranking ranking(SweepPlan plan) {
    SweepOutcome searched = new SweepOutcome(plan, journal(), List.of());
    assertEquals(JournalHeading.of(plan), searched.content().heading().orElseThrow());
    return searched.ranking();
  }

  Path journal() {
    return directory.resolve("sweep.jsonl");
  }

  static List<SortedMap<String, String>> parameters(Ranking ranking) {
    return ranking.trials().stream().map(Trial::parameters).toList();
  }
}
