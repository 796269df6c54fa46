package org.mae4j.sweep;

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

/** Searches of a landscape whose top can be reached only where a key with a condition is varied. */
class ConditionalSearchTest {
  /** Of 2 · 4 · 5 combinations, those without mixup are one for each depth. */
  private static final String SPACE = """
      parameters {
        finetune.mixup = { uniform = [0.2, 0.8], step = 0.2, when { finetune.layerDecay = [0.75] } }
        finetune.layerDecay = { choice = [0.75, 1.0] }
        model.decoder.depth = { integer = [1, 5] }
      }
      """;
  private static final int CANDIDATES = (4 + 1) * 5;
  private static final Map<String, String> TOP =
      Map.of("finetune.layerDecay", "0.75", "finetune.mixup", "0.6", "model.decoder.depth", "4");

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid, 0", "random, 90", "genetic, 90"})
  void theTopIsFound(String generator, int candidates) {
    Ranking ranking = search(plan(generator, "stop.candidates = " + candidates), "").ranking();
    assertEquals(TOP, ranking.best().orElseThrow().parameters());
    assertEquals(0, ranking.best().orElseThrow().objective().orElseThrow(), 1e-12);
  }

  /** Finer than can be tried out. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic"})
  void theTopIsComeNearToWhereNothingIsCounted(String generator) {
    Ranking ranking = search(Plans.load(directory, """
        sweep {
          generator = %s
          stop.candidates = 120
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
  void aGridHasEachCandidateOnce() {
    Ranking ranking = search(plan("grid", ""), "").ranking();
    assertEquals(CANDIDATES, ranking.standings().size());
    assertTrue(ranking.standings().stream().allMatch(s -> s.state() == Trial.State.FINISHED));
    assertEquals(5, ranking.standings().stream().filter(s -> !s.parameters().containsKey("finetune.mixup")).count());
  }

  /** Chance comes upon every candidate some time; what differs only in a key that is not varied is not run again. */
  @Test
  void aRandomSearchEndsWithTheLastCandidate() {
    Ranking ranking = search(plan("random", "stop.hours = 1"), "").ranking();
    assertEquals(CANDIDATES, ranking.standings().stream().filter(s -> s.objective().isPresent()).count());
    assertEquals(CANDIDATES, new HashSet<>(ranking.standings().stream().map(Trial::parameters).toList()).size());
    assertTrue(ranking.standings().stream().anyMatch(
        s -> s.state() == Trial.State.REPEATED && !s.parameters().containsKey("finetune.mixup")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic"})
  void whatIsInterruptedGoesOnToTheSameEnd(String generator) {
    SweepPlan plan = plan(generator, "stop.candidates = 25");
    Searched whole = search(plan, "");
    for (int kept = 1; kept < whole.lines().size(); kept += 7) {
      String before = String.join("\n", whole.lines().subList(0, kept)) + "\n";
      assertEquals(whole.ranking().standings().stream().map(Trial::parameters).toList(),
          search(plan, before).ranking().standings().stream().map(Trial::parameters).toList());
    }
  }

  @Test
  void anotherConditionIsAnotherSearch() {
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

  /** Without mixup there is a lower hill. */
  private static double objective(SortedMap<String, String> parameters) {
    double depth = Double.parseDouble(parameters.get("model.decoder.depth")) - 4;
    double mixup = parameters.containsKey("finetune.mixup")
        ? Math.abs(Double.parseDouble(parameters.get("finetune.mixup")) - 0.6) : 0.3;
    return -mixup - 0.1 * depth * depth;
  }

  private Searched search(SweepPlan plan, String before) {
    return Searched.of(plan, directory.resolve("sweep.jsonl"), before,
        (trial, supervision) -> objective(trial.parameters()));
  }
}
