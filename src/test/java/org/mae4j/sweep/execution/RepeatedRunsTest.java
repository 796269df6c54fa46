package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.sweep.generator.TrialOutcome;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingCsv;
import org.mae4j.sweep.ranking.RankingTable;
import org.mae4j.sweep.ranking.TrialColumns;

/** Tests sweeps with several runs per trial. */
class RepeatedRunsTest {
  @TempDir
  private Path directory;
  private Searches searches;

  @BeforeEach
  void searches() {
    searches = new Searches(directory);
  }

  @Test
  void objectiveIsMeanOfRepetitionsWithOwnSeeds() {
    SweepPlan plan = Plans.load(directory, """
        seed = 11
        sweep { repeat = 3, parameters.model.decoder.depth = { integer = [1, 2] } }
        """);
    Ranking ranking = searches.run(plan, (run, listener) -> run.trial() * run.config(plan).seed());
    assertEquals(List.of(11.0, 12.0, 13.0), ranking.trials().get(0).objectives());
    Trial best = ranking.best().orElseThrow();
    assertEquals(2, best.number());
    assertEquals(24, best.objective().orElseThrow());
    // Student's t for 2 degrees of freedom: 4.302653; the standard deviation is 2.
    assertEquals(4.302653 * 2 / Math.sqrt(3), best.confidence().orElseThrow(), 1e-5);
    String table = new RankingTable(ranking).text(Integer.MAX_VALUE);
    assertTrue(table.endsWith("\nbest trial so far: 2, linearProbe.val.accuracy 24.00000 ± 2.00000 (mean ± standard "
        + "deviation of 3 runs)"), table);
    List<String> csv = new RankingCsv(ranking, TrialColumns.NONE).text().lines().toList();
    assertTrue(csv.get(0).endsWith("model.decoder.depth,deviation,score") && csv.get(1).endsWith(",2,2.0,24.0"),
        csv.toString());
  }

  /** Trial 1 has the better mean, and trial 2 the better bound. */
  @ParameterizedTest
  @CsvSource({"maximize, linearProbe.val.accuracy, 1", "minimize, pretrain.val.mse, -1"})
  void lowerBoundPrefersTrialsWithEqualRuns(String direction, String objective, double sign) {
    String text = """
        sweep { objective = %s, direction = %s, repeat = 3, parameters.model.decoder.depth = { integer = [1, 2] } }
        """.formatted(objective, direction);
    TrialEvaluator evaluator =
        (run, listener) -> sign
            * (run.trial() == 1 ? 8 + 2 * (run.repetition() - 2) : 7 + 0.1 * (run.repetition() - 2));
    assertEquals(1, searches.run(Plans.load(directory, text), evaluator).best().orElseThrow().number());
    Ranking bound = searches.run(Plans.load(directory, text + "sweep.score = lower-bound\n"), evaluator);
    Trial best = bound.best().orElseThrow();
    assertEquals(2, best.number());
    assertEquals(sign * 7, best.objective().orElseThrow(), 1e-12, "the mean is shown");
    assertEquals(sign * 6.9, best.comparable().orElseThrow(), 1e-12);
    String table = new RankingTable(bound).text(Integer.MAX_VALUE);
    assertTrue(table.lines().findFirst().orElseThrow().contains("lower-bound"), table);
    assertTrue(table.contains("7.00000 ± 0.10000"), table);
  }

  @Test
  void generatorsLearnFromTheLowerBound() {
    SweepPlan plan = Plans.load(directory, """
        sweep { repeat = 2, score = lower-bound, parameters.model.decoder.depth = { integer = [1, 2] } }
        """);
    Trial trial = searches.run(plan, (run, listener) -> run.repetition()).trials().get(0);
    assertEquals(-(1.5 - Math.sqrt(0.5)), TrialOutcome.of(plan, trial, List.of()).loss(), 1e-12);
  }
}
