package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tests the trials of each generator, by an objective with a known maximum. */
class GeneratedTrialsTest {
  @TempDir
  private Path directory;
  private Searches searches;

  @BeforeEach
  void searches() {
    searches = new Searches(directory);
  }

  @Test
  void gridRunsEveryCombinationOnceAndFindsBest() {
    Ranking ranking = searches.run(Plans.grid(directory));
    assertEquals(4 * 3 * 3, ranking.trials().size());
    assertEquals(4 * 3 * 3,
        new TreeSet<>(Searches.parameters(ranking).stream().map(SortedMap::toString).toList()).size());
    assertEquals(Map.of("pretrain.optimizer.baseLearningRate", Double.toString(Plans.BEST_RATE),
        "model.maskRatio", Double.toString(Plans.BEST_RATIO), "model.decoder.depth",
        Integer.toString(Plans.BEST_DEPTH)), ranking.best().orElseThrow().parameters());
    assertEquals(List.of("2", "4", "6"), Searches.parameters(ranking).stream().limit(3)
        .map(values -> values.get("model.decoder.depth")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic", "tpe", "gp"})
  void samplesDependOnlyOnSeed(String generator) {
    List<SortedMap<String, String>> first = Searches.parameters(searches.run(Plans.drawn(directory, generator, 7, 30)));
    assertEquals(30, first.stream().distinct().count());
    assertEquals(first, Searches.parameters(searches.run(Plans.drawn(directory, generator, 7, 30))));
    assertNotEquals(first, Searches.parameters(searches.run(Plans.drawn(directory, generator, 8, 30))));
    List<SortedMap<String, String>> shorter =
        Searches.parameters(searches.run(Plans.drawn(directory, generator, 7, 20)));
    assertEquals(first.subList(0, shorter.size()), shorter);
  }

  @Test
  void randomTrialsCoverRangesAndApproachMaximum() {
    Ranking ranking = searches.run(Plans.drawn(directory, "random", 1, 100));
    assertEquals(-0.1, ranking.best().orElseThrow().objective().orElseThrow(), 0.1);
    List<Double> rates = numbers(ranking, "pretrain.optimizer.baseLearningRate");
    assertEquals(50, rates.stream().filter(rate -> rate < Math.sqrt(1e-5 * 1e-2)).count(), 15);
    assertTrue(rates.stream().allMatch(rate -> rate >= 1e-5 && rate <= 1e-2));
    assertEquals(7, new TreeSet<>(numbers(ranking, "model.decoder.depth")).size());
  }

  /** The mean over several seeds: a single population may converge elsewhere. */
  @Test
  void geneticTrialsBeatRandomTrials() {
    double random = 0;
    double genetic = 0;
    for (int seed = 1; seed <= 6; seed++) {
      random += mean(searches.run(Plans.drawn(directory, "random", seed, 100)).trials().subList(80, 100));
      genetic += mean(searches.run(Plans.drawn(directory, "genetic", seed, 100)).trials().subList(80, 100));
    }
    assertTrue(genetic > random, random / 6 + " random, " + genetic / 6 + " genetic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpe", "gp"})
  void trialsOfASurrogateBeatRandomTrials(String generator) {
    double random = 0;
    double surrogate = 0;
    for (int seed = 1; seed <= 4; seed++) {
      random += mean(searches.run(Plans.drawn(directory, "random", seed, 40)).trials().subList(25, 40));
      surrogate += mean(searches.run(Plans.drawn(directory, generator, seed, 40)).trials().subList(25, 40));
    }
    assertTrue(surrogate > random, random / 4 + " random, " + surrogate / 4 + " " + generator);
  }

  @Test
  void minimizesObjective() {
    SweepPlan plan = Plans.load(directory, """
        sweep {
          objective = pretrain.val.maskedMse
          direction = minimize
          generator = genetic
          stop.trials = 60
          parameters.model.maskRatio = { uniform = [0.2, 0.9] }
          parameters.train.maxSkips = { integer = [0, 9] }
        }
        """);
    Ranking ranking =
        searches.run(plan,
            (run, listener) -> Math.abs(Double.parseDouble(run.parameters().get("model.maskRatio")) - 0.3));
    assertTrue(mean(ranking.trials().subList(40, 60)) < mean(ranking.trials().subList(0, 20)), "it improved");
    assertEquals(ranking.trials().stream().flatMapToDouble(trial -> trial.objective().stream()).min()
        .getAsDouble(), ranking.best().orElseThrow().objective().orElseThrow());
  }

  /** The file's own settings lie outside of the space; the generator continues as without them. */
  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe", "gp"})
  void firstTrialsHaveTheGivenParameters(String generator) {
    String space = """
        model.maskRatio = 0.9
        sweep { generator = %s, stop.trials = 15 }
        sweep.parameters { model.maskRatio = { choice = [0.5, 0.6, 0.75] }, model.decoder.depth = { integer = [2, 6] } }
        """.formatted(generator);
    List<SortedMap<String, String>> all =
        Searches.parameters(
            searches.run(Plans.load(directory, space + "sweep.enqueue = [{}, { model.decoder.depth = 3 }]\n"),
                Plans::depth));
    assertEquals(List.of(Map.of("model.maskRatio", "0.9", "model.decoder.depth", "4"),
        Map.of("model.maskRatio", "0.9", "model.decoder.depth", "3")), all.subList(0, 2));
    assertEquals(Searches.parameters(searches.run(Plans.load(directory, space), Plans::depth)).subList(0, 5),
        all.subList(2, 7));
  }

  private static List<Double> numbers(Ranking ranking, String key) {
    return Searches.parameters(ranking).stream().map(values -> Double.parseDouble(values.get(key))).toList();
  }

  /** Returns the mean of the objectives, as far as there are any. */
  private static double mean(List<Trial> trials) {
    return trials.stream().flatMapToDouble(trial -> trial.objective().stream()).average().orElseThrow();
  }
}
