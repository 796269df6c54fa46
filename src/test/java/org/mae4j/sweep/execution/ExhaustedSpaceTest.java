package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tests sweeps of spaces that have few combinations: no trial runs twice, and the sweep ends. */
class ExhaustedSpaceTest {
  @TempDir
  private Path directory;
  private Searches searches;

  @BeforeEach
  void searches() {
    searches = new Searches(directory);
  }

  @Test
  void exhaustedSpaceEndsSweepWithoutRepeatedRuns() {
    SweepPlan plan = Plans.load(directory, """
        sweep { generator = random, stop.hours = 1 }
        sweep.parameters { model.maskRatio = { choice = [0.5, 0.75] }, model.classToken = { boolean = [false, true] } }
        """);
    int[] runs = {0};
    Ranking ranking = searches.run(plan, (run, listener) -> ++runs[0]);
    assertEquals(4, runs[0]);
    assertEquals(4, ranking.trials().stream().filter(s -> s.objective().isPresent()).count());
    assertTrue(ranking.trials().stream().anyMatch(s -> s.note().equals("same parameters as trial 1")));
  }

  @Test
  void aSweepSaysThatItsSpaceIsUsedUp() throws IOException {
    String two = "sweep.parameters.model.classToken = { boolean = [false, true] }\n";
    assertEquals(Optional.of("the space is used up: all 2 combinations of its values were tried"),
        exhaustion(Plans.load(directory, two + "sweep { generator = random, stop.trials = 50 }\n")));
    assertEquals(Optional.of("the space is used up: all 2 combinations of its values were tried"),
        exhaustion(Plans.load(directory, two)));
    assertEquals(Optional.empty(), exhaustion(Plans.drawn(directory, "random", 1, 5)));
  }

  @Test
  void ownSettingsOutsideOfTheSpaceAreTriedBesideAllOfIt() throws IOException {
    SweepPlan plan = Plans.load(directory, """
        sweep { generator = tpe, stop.trials = 50, enqueue = [{}] }
        sweep.parameters.model.maskRatio = { choice = [0.5, 0.6] }
        """);
    assertEquals(Optional.of("the space is used up: all 3 combinations of its values were tried"), exhaustion(plan));
    assertEquals(List.of("0.75", "0.5", "0.6"), Searches.parameters(searches.ranking(plan)).stream()
        .map(values -> values.get("model.maskRatio")).sorted(Comparator.comparing("0.75 0.5 0.6"::indexOf)).toList());
  }

  private Optional<String> exhaustion(SweepPlan plan) throws IOException {
    Files.deleteIfExists(searches.journal());
    try (Journal journal = Journal.open(searches.journal())) {
      journal.begin(JournalHeading.of(plan));
      SweepLoop loop = new SweepLoop(plan, journal, (run, listener) -> 1, List.of());
      loop.run();
      return loop.exhaustion();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpe", "gp"})
  void aSurrogateRepeatsNoTrial(String generator) {
    SweepPlan plan = twelvePoints(generator, 12, 1);
    Ranking ranking = searches.run(plan, Plans::depth);
    assertEquals(12, ranking.trials().size());
    assertEquals(12, Searches.parameters(ranking).stream().distinct().count());
  }

  @ParameterizedTest
  @CsvSource({"random, 10", "genetic, 10", "random, 12"})
  void repeatedTrialsDoNotUseUpTheBudget(String generator, int trials) {
    SweepOutcome whole = SweepOutcome.of(twelvePoints(generator, trials, 1), searches.journal(), "", Plans::depth);
    assertEquals(trials, whole.ranking().trials().stream().filter(s -> s.objective().isPresent()).count());
    assertTrue(whole.ranking().trials().size() > trials, "some were repeated");
    assertEquals(trials, whole.ranking().ended());
    for (int cut = 1; cut < whole.lines().size(); cut += 7) {
      assertEquals(whole.lines(),
          SweepOutcome.of(twelvePoints(generator, trials, 1), searches.journal(), whole.cut(cut),
              Plans::depth).lines());
    }
    assertEquals(Searches.parameters(whole.ranking()), Searches.parameters(SweepOutcome
        .of(twelvePoints(generator, trials, 2), searches.journal(), "", Plans::depth).ranking()));
  }

  private SweepPlan twelvePoints(String generator, int trials, int parallel) {
    return Plans.load(directory, """
        sweep {
          generator = %s
          stop.trials = %d
          parallel = %d
          parameters { model.maskRatio = { choice = [0.5, 0.6, 0.75] }, model.decoder.depth = { integer = [1, 4] } }
        }
        """.formatted(generator, trials, parallel));
  }
}
