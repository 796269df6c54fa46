package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.generator.TrialValidity;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Searches of a hill whose top is known. */
class SearchTest {
  @TempDir
  private Path directory;

  @Test
  void aGridTriesEveryCombinationOnceAndFindsTheBest() {
    Ranking ranking = search(Plans.grid(directory));
    assertEquals(4 * 3 * 3, ranking.standings().size());
    assertEquals(4 * 3 * 3, new TreeSet<>(parameters(ranking).stream().map(SortedMap::toString).toList()).size());
    assertEquals(Map.of("pretrain.optimizer.baseLearningRate", Double.toString(Plans.BEST_RATE),
        "model.maskRatio", Double.toString(Plans.BEST_RATIO), "model.decoder.depth",
        Integer.toString(Plans.BEST_DEPTH)), ranking.best().orElseThrow().parameters());
    assertEquals(List.of("2", "4", "6"), parameters(ranking).stream().limit(3)
        .map(values -> values.get("model.decoder.depth")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic"})
  void whatIsDrawnFollowsFromTheSeed(String generator) {
    List<SortedMap<String, String>> first = parameters(search(Plans.drawn(directory, generator, 7, 30)));
    assertEquals(30, first.size());
    assertEquals(first, parameters(search(Plans.drawn(directory, generator, 7, 30))));
    assertNotEquals(first, parameters(search(Plans.drawn(directory, generator, 8, 30))));
    assertEquals(first.subList(0, 20), parameters(search(Plans.drawn(directory, generator, 7, 20))));
  }

  @Test
  void randomCandidatesFillTheirRangesAndComeNearTheTop() {
    Ranking ranking = search(Plans.drawn(directory, "random", 1, 100));
    assertEquals(-0.1, ranking.best().orElseThrow().objective().orElseThrow(), 0.1);
    List<Double> rates = numbers(ranking, "pretrain.optimizer.baseLearningRate");
    assertEquals(50, rates.stream().filter(rate -> rate < Math.sqrt(1e-5 * 1e-2)).count(), 15);
    assertTrue(rates.stream().allMatch(rate -> rate >= 1e-5 && rate <= 1e-2));
    assertEquals(7, new TreeSet<>(numbers(ranking, "model.decoder.depth")).size());
  }

  /** On average over some seeds: one population may be caught beside the top. */
  @Test
  void geneticCandidatesClimbWhereRandomOnesDoNot() {
    double random = 0;
    double genetic = 0;
    for (int seed = 1; seed <= 6; seed++) {
      random += mean(search(Plans.drawn(directory, "random", seed, 100)).standings().subList(80, 100));
      genetic += mean(search(Plans.drawn(directory, "genetic", seed, 100)).standings().subList(80, 100));
    }
    assertTrue(genetic > random, random / 6 + " at random, " + genetic / 6 + " bred");
  }

  @Test
  void whatIsLowerIsBetterWhereTheObjectiveIsMinimized() {
    SweepPlan plan = Plans.load(directory, """
        sweep {
          objective = pretrain.val.maskedMse
          direction = minimize
          generator = genetic
          stop.candidates = 60
          parameters.model.maskRatio = { uniform = [0.2, 0.9] }
          parameters.train.maxSkips = { integer = [0, 9] }
        }
        """);
    Ranking ranking = search(plan, (trial, supervision) ->
        Math.abs(Double.parseDouble(trial.parameters().get("model.maskRatio")) - 0.3));
    assertTrue(mean(ranking.standings().subList(40, 60)) < mean(ranking.standings().subList(0, 20)), "it climbed");
    assertEquals(ranking.standings().stream().flatMapToDouble(standing -> standing.objective().stream()).min()
        .getAsDouble(), ranking.best().orElseThrow().objective().orElseThrow());
  }

  @Test
  void whatFitsNoModelIsNotRun() {
    SweepPlan plan = Plans.load(directory, """
        sweep.parameters.model.encoder { width = { choice = [96, 100, 192] }, heads = { choice = [3, 4] } }
        """);
    List<SortedMap<String, String>> run = new ArrayList<>();
    Ranking ranking = search(plan, (trial, supervision) -> run.add(trial.parameters()) ? 1 : 0);
    assertFalse(run.contains(new TreeMap<>(Map.of("model.encoder.width", "100", "model.encoder.heads", "3"))));
    Trial invalid = ranking.standings().stream().filter(s -> s.state() == Trial.State.INVALID).findFirst()
        .orElseThrow();
    assertEquals("parameters: model.encoder.width: must be a multiple of heads (3), is 100", invalid.note());
    assertEquals(5, ranking.standings().stream().filter(s -> s.objective().isPresent()).count());
  }

  @Test
  void aSpaceInWhichNothingFitsIsRefusedAtOnce() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.encoder.width = { choice = [100, 200] }\n");
    assertEquals("sweep.parameters: none of the first 2 candidates makes an experiment; candidate 1: parameters: "
        + "model.encoder.width: must be a multiple of heads (3), is 100",
        assertThrows(UserException.class, () -> TrialValidity.requireAny(plan)).getMessage());
  }

  @Test
  void whatWasTriedIsNotRunAgainAndAllOfItIsTheEnd() {
    SweepPlan plan = Plans.load(directory, """
        sweep { generator = random, stop.hours = 1 }
        sweep.parameters { model.maskRatio = { choice = [0.5, 0.75] }, model.classToken = { boolean = [false, true] } }
        """);
    int[] runs = {0};
    Ranking ranking = search(plan, (trial, supervision) -> ++runs[0]);
    assertEquals(4, runs[0]);
    assertEquals(4, ranking.standings().stream().filter(s -> s.objective().isPresent()).count());
    assertTrue(ranking.standings().stream().anyMatch(s -> s.note().equals("as candidate 1")));
  }

  @Test
  void aFailureIsRecordedAndStopsNothingUntilThereAreTooManyInARow() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    TrialEvaluator evaluation = (trial, supervision) -> {
      if (!List.of(2, 3, 5, 6, 7, 8).contains(trial.candidate())) {
        return trial.candidate();
      }
      if (trial.candidate() == 2) {
        throw new RunFailedException("the loss is NaN");
      }
      throw new OutOfMemoryError("heap");
    };
    RunFailedException failure = assertThrows(RunFailedException.class, () -> search(plan, evaluation));
    assertEquals("3 candidates failed one after another, the last: java.lang.OutOfMemoryError: heap. To go on in "
        + "spite of that, raise sweep.maxFailures", failure.getMessage());
    Ranking ranking = ranking(plan);
    assertEquals("the loss is NaN", ranking.standings().get(1).note());
    assertEquals(7, ranking.standings().size());
    assertEquals(4, ranking.best().orElseThrow().candidate());
  }

  @Test
  void repetitionsHaveSeedsOfTheirOwnAndTheirMeanCounts() {
    SweepPlan plan = Plans.load(directory, """
        seed = 11
        sweep { repeat = 3, parameters.model.decoder.depth = { integer = [1, 2] } }
        """);
    Ranking ranking = search(plan, (trial, supervision) -> trial.candidate() * trial.config(plan).seed());
    assertEquals(List.of(11.0, 12.0, 13.0), ranking.standings().get(0).objectives());
    Trial best = ranking.best().orElseThrow();
    assertEquals(2, best.candidate());
    assertEquals(24, best.objective().orElseThrow());
    // Student's t for 2 degrees of freedom: 4.302653; the standard deviation is 2.
    assertEquals(4.302653 * 2 / Math.sqrt(3), best.confidence().orElseThrow(), 1e-5);
  }

  private Ranking search(SweepPlan plan) {
    return search(plan, (trial, supervision) -> Plans.objective(trial.parameters()));
  }

  private Ranking search(SweepPlan plan, TrialEvaluator evaluation) {
    Searched.of(plan, file(), "", evaluation);
    return ranking(plan);
  }

  private Ranking ranking(SweepPlan plan) {
    Searched searched = new Searched(plan, file(), List.of());
    assertEquals(JournalHeading.of(plan), searched.content().heading().orElseThrow());
    return searched.ranking();
  }

  private Path file() {
    return directory.resolve("sweep.jsonl");
  }

  private static List<SortedMap<String, String>> parameters(Ranking ranking) {
    return ranking.standings().stream().map(Trial::parameters).toList();
  }

  private static List<Double> numbers(Ranking ranking, String key) {
    return parameters(ranking).stream().map(values -> Double.parseDouble(values.get(key))).toList();
  }

  /** Of the objectives of those that were not tried before. */
  private static double mean(List<Trial> standings) {
    return standings.stream().flatMapToDouble(standing -> standing.objective().stream()).average().orElseThrow();
  }
}
