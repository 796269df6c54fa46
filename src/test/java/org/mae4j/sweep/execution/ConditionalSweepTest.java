package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Sweeps of an objective whose maximum needs a key with a condition. */
class ConditionalSweepTest {
  /** Has 2 · 4 · 5 combinations. Those without mixup differ in the depth only. */
  private static final String SPACE = """
      parameters {
        finetune.mixup = { uniform = [0.2, 0.8], step = 0.2, when { finetune.layerDecay = [0.75] } }
        finetune.layerDecay = { choice = [0.75, 1.0] }
        model.decoder.depth = { integer = [1, 5] }
      }
      """;
  private static final int POINTS = (4 + 1) * 5;
  private static final Map<String, String> TOP =
      Map.of("finetune.layerDecay", "0.75", "finetune.mixup", "0.6", "model.decoder.depth", "4");

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid, 0", "random, 90", "genetic, 90"})
  void findsMaximum(String generator, int trials) {
    Ranking ranking = search(plan(generator, "stop.trials = " + trials), "").ranking();
    assertEquals(TOP, ranking.best().orElseThrow().parameters());
    assertEquals(0, ranking.best().orElseThrow().objective().orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic"})
  void approachesMaximumOfContinuousSpace(String generator) {
    Ranking ranking = search(Plans.load(directory, """
        sweep {
          generator = %s
          stop.trials = 120
          parameters {
            finetune.mixup = { uniform = [0.2, 0.8], when { finetune.layerDecay = [0.75] } }
            finetune.layerDecay = { choice = [0.75, 1.0] }
            model.decoder.depth = { integer = [3, 5] }
          }
        }
        """.formatted(generator)), "").ranking();
    Trial best = ranking.best().orElseThrow();
    assertEquals(0.6, Double.parseDouble(best.parameters().get("finetune.mixup")), 0.05);
    assertEquals("4", best.parameters().get("model.decoder.depth"));
  }

  @Test
  void gridHasEachPointOnce() {
    Ranking ranking = search(plan("grid", ""), "").ranking();
    assertEquals(POINTS, ranking.trials().size());
    assertTrue(ranking.trials().stream().allMatch(s -> s.state() == Trial.TrialState.FINISHED));
    assertEquals(5, ranking.trials().stream().filter(s -> !s.parameters().containsKey("finetune.mixup")).count());
  }

  /** Points that differ only in a key that does not vary are the same and run once. */
  @Test
  void randomSweepEndsWhenSpaceIsExhausted() {
    Ranking ranking = search(plan("random", "stop.hours = 1"), "").ranking();
    assertEquals(POINTS, ranking.trials().stream().filter(s -> s.objective().isPresent()).count());
    assertEquals(POINTS, new HashSet<>(ranking.trials().stream().map(Trial::parameters).toList()).size());
    assertTrue(ranking.trials().stream().anyMatch(
        s -> s.state() == Trial.TrialState.REPEATED && !s.parameters().containsKey("finetune.mixup")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic"})
  void resumedSweepHasSameTrials(String generator) {
    SweepPlan plan = plan(generator, "stop.trials = 25");
    SweepOutcome whole = search(plan, "");
    for (int kept = 1; kept < whole.lines().size(); kept += 7) {
      String before = String.join("\n", whole.lines().subList(0, kept)) + "\n";
      assertEquals(whole.ranking().trials().stream().map(Trial::parameters).toList(),
          search(plan, before).ranking().trials().stream().map(Trial::parameters).toList());
    }
  }

  @Test
  void reportsDifferentCondition() {
    JournalHeading before = JournalHeading.of(plan("grid", ""));
    String other = SPACE.replace("layerDecay = [0.75] }", "layerDecay = [1.0] }").replace("step = 0.2", "step = 0.3");
    assertEquals(List.of("sweep.parameters.finetune.mixup: was uniform [0.2, 0.8], step 0.2 when finetune.layerDecay "
        + "is 0.75, is uniform [0.2, 0.8], step 0.3 when finetune.layerDecay is 1.0"),
        before.differences(JournalHeading.of(Plans.load(directory, "sweep {\nseed = 2\n" + other + "}"))));
    assertEquals(List.of("finetune.mixup: was 0.0, is 0.5"), before.differences(JournalHeading.of(
        Plans.load(directory, "finetune.mixup = 0.5\nsweep {\nseed = 2\n" + SPACE + "}"))));
  }

  private SweepPlan plan(String generator, String stop) {
    return Plans.load(directory, "sweep {\ngenerator = " + generator + "\nseed = 2\n" + stop + "\n" + SPACE + "}");
  }

  /** Without mixup, the maximum is lower. */
  private static double objective(SortedMap<String, String> parameters) {
    double depth = Double.parseDouble(parameters.get("model.decoder.depth")) - 4;
    double mixup = parameters.containsKey("finetune.mixup")
        ? Math.abs(Double.parseDouble(parameters.get("finetune.mixup")) - 0.6) : 0.3;
    return -mixup - 0.1 * depth * depth;
  }

  private SweepOutcome search(SweepPlan plan, String before) {
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before,
        (run, listener) -> objective(run.parameters()));
  }
}
