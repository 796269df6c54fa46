package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tests trials whose parameters are not valid together. */
class InvalidTrialsTest {
  @TempDir
  private Path directory;
  private Searches searches;

  @BeforeEach
  void searches() {
    searches = new Searches(directory);
  }

  @Test
  void invalidTrialsDoNotRun() {
    SweepPlan plan = Plans.load(directory, """
        sweep.parameters.model.encoder { width = { choice = [96, 100, 192] }, heads = { choice = [3, 4] } }
        """);
    List<SortedMap<String, String>> ran = new ArrayList<>();
    Ranking ranking = searches.run(plan, (run, listener) -> ran.add(run.parameters()) ? 1 : 0);
    assertFalse(ran.contains(new TreeMap<>(Map.of("model.encoder.width", "100", "model.encoder.heads", "3"))));
    Trial invalid = ranking.trials().stream().filter(s -> s.state() == Trial.TrialState.INVALID).findFirst()
        .orElseThrow();
    assertEquals("parameters: model.encoder.width: must be a multiple of heads (3), is 100", invalid.note());
    assertEquals(5, ranking.trials().stream().filter(s -> s.objective().isPresent()).count());
  }

  /** A trial that a user wrote down is not left out without a word, as a sampled one is. */
  @Test
  void rejectsAnEnqueuedTrialThatIsNotValid() {
    SweepPlan plan = Plans.load(directory, """
        sweep.parameters.model.encoder { width = { choice = [192, 100] } }
        sweep.enqueue = [{}, { model.encoder.width = 100 }]
        """);
    assertEquals("sweep.enqueue: trial 2: parameters: model.encoder.width: must be a multiple of heads (3), is 100",
        assertThrows(UserException.class, () -> SweepChecks.requireValidTrials(plan)).getMessage());
  }

  @Test
  void rejectsSpaceWithoutValidTrials() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.encoder.width = { choice = [100, 200] }\n");
    assertEquals("sweep.parameters: none of the first 2 sampled trials is a valid experiment; trial 1: parameters: "
        + "model.encoder.width: must be a multiple of heads (3), is 100",
        assertThrows(UserException.class, () -> SweepChecks.requireValidTrials(plan)).getMessage());
  }

  /** Trial 1, the file's own settings, is valid: without the check it would train before the others turn out invalid. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic", "tpe", "gp"})
  void rejectsSpaceWithoutValidTrialsBesideTheOwnSettings(String generator) throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), """
        sweep { generator = %s, stop.trials = 9, parameters.model.encoder.width = { choice = [100, 200] } }
        """.formatted(generator));
    SweepPlan plan = SweepLoader.load(file, List.of());
    String message = assertThrows(UserException.class, () -> SweepChecks.requireValidTrials(plan)).getMessage();
    assertTrue(
        message.startsWith("sweep.parameters: none of the first 2 sampled trials is a valid experiment; trial 2: "
            + "parameters: model.encoder.width: must be a multiple of heads (3), is "),
        message);
    SweepPlan onlyOwn = SweepLoader.load(file, List.of("sweep.stop.trials=1"));
    assertDoesNotThrow(() -> SweepChecks.requireValidTrials(onlyOwn));
  }
}
