package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.data.DataException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.generator.TrialOutcome;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.Trial.TrialState;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingCsv;
import org.mae4j.sweep.ranking.RankingTable;
import org.mae4j.sweep.ranking.TrialColumns;

/** Sweeps of an objective with a known maximum. */
class SweepLoopTest {
  @TempDir
  private Path directory;

  @Test
  void gridRunsEveryCombinationOnceAndFindsBest() {
    Ranking ranking = search(Plans.grid(directory));
    assertEquals(4 * 3 * 3, ranking.trials().size());
    assertEquals(4 * 3 * 3, new TreeSet<>(parameters(ranking).stream().map(SortedMap::toString).toList()).size());
    assertEquals(Map.of("pretrain.optimizer.baseLearningRate", Double.toString(Plans.BEST_RATE),
        "model.maskRatio", Double.toString(Plans.BEST_RATIO), "model.decoder.depth",
        Integer.toString(Plans.BEST_DEPTH)), ranking.best().orElseThrow().parameters());
    assertEquals(List.of("2", "4", "6"), parameters(ranking).stream().limit(3)
        .map(values -> values.get("model.decoder.depth")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic", "tpe"})
  void samplesDependOnlyOnSeed(String generator) {
    List<SortedMap<String, String>> first = parameters(search(Plans.drawn(directory, generator, 7, 30)));
    assertEquals(30, first.stream().distinct().count());
    assertEquals(first, parameters(search(Plans.drawn(directory, generator, 7, 30))));
    assertNotEquals(first, parameters(search(Plans.drawn(directory, generator, 8, 30))));
    List<SortedMap<String, String>> shorter = parameters(search(Plans.drawn(directory, generator, 7, 20)));
    assertEquals(first.subList(0, shorter.size()), shorter);
  }

  @Test
  void randomTrialsCoverRangesAndApproachMaximum() {
    Ranking ranking = search(Plans.drawn(directory, "random", 1, 100));
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
      random += mean(search(Plans.drawn(directory, "random", seed, 100)).trials().subList(80, 100));
      genetic += mean(search(Plans.drawn(directory, "genetic", seed, 100)).trials().subList(80, 100));
    }
    assertTrue(genetic > random, random / 6 + " random, " + genetic / 6 + " genetic");
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
        search(plan, (run, listener) -> Math.abs(Double.parseDouble(run.parameters().get("model.maskRatio")) - 0.3));
    assertTrue(mean(ranking.trials().subList(40, 60)) < mean(ranking.trials().subList(0, 20)), "it improved");
    assertEquals(ranking.trials().stream().flatMapToDouble(trial -> trial.objective().stream()).min()
        .getAsDouble(), ranking.best().orElseThrow().objective().orElseThrow());
  }

  /** The file's own settings lie outside of the space; the generator continues as without them. */
  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe"})
  void firstTrialsHaveTheGivenParameters(String generator) {
    String space = """
        model.maskRatio = 0.9
        sweep { generator = %s, stop.trials = 15 }
        sweep.parameters { model.maskRatio = { choice = [0.5, 0.6, 0.75] }, model.decoder.depth = { integer = [2, 6] } }
        """.formatted(generator);
    List<SortedMap<String, String>> all =
        parameters(search(Plans.load(directory, space + "sweep.enqueue = [{}, { model.decoder.depth = 3 }]\n"),
            SweepLoopTest::depth));
    assertEquals(List.of(Map.of("model.maskRatio", "0.9", "model.decoder.depth", "4"),
        Map.of("model.maskRatio", "0.9", "model.decoder.depth", "3")), all.subList(0, 2));
    assertEquals(parameters(search(Plans.load(directory, space), SweepLoopTest::depth)).subList(0, 5),
        all.subList(2, 7));
  }

  @Test
  void ownSettingsOutsideOfTheSpaceAreTriedBesideAllOfIt() throws IOException {
    SweepPlan plan = Plans.load(directory, """
        sweep { generator = tpe, stop.trials = 50, enqueue = [{}] }
        sweep.parameters.model.maskRatio = { choice = [0.5, 0.6] }
        """);
    assertEquals(Optional.of("the space is used up: all 3 combinations of its values were tried"), exhaustion(plan));
    assertEquals(List.of("0.75", "0.5", "0.6"), parameters(ranking(plan)).stream()
        .map(values -> values.get("model.maskRatio")).sorted(Comparator.comparing("0.75 0.5 0.6"::indexOf)).toList());
  }

  @Test
  void tpeRepeatsNoTrial() {
    SweepPlan plan = twelvePoints("tpe", 12, 1);
    Ranking ranking = search(plan, SweepLoopTest::depth);
    assertEquals(12, ranking.trials().size());
    assertEquals(12, parameters(ranking).stream().distinct().count());
  }

  @Test
  void tpeTrialsBeatRandomTrials() {
    double random = 0;
    double tpe = 0;
    for (int seed = 1; seed <= 4; seed++) {
      random += mean(search(Plans.drawn(directory, "random", seed, 40)).trials().subList(25, 40));
      tpe += mean(search(Plans.drawn(directory, "tpe", seed, 40)).trials().subList(25, 40));
    }
    assertTrue(tpe > random, random / 4 + " random, " + tpe / 4 + " tpe");
  }

  @Test
  void invalidTrialsDoNotRun() {
    SweepPlan plan = Plans.load(directory, """
        sweep.parameters.model.encoder { width = { choice = [96, 100, 192] }, heads = { choice = [3, 4] } }
        """);
    List<SortedMap<String, String>> ran = new ArrayList<>();
    Ranking ranking = search(plan, (run, listener) -> ran.add(run.parameters()) ? 1 : 0);
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
  @ValueSource(strings = {"random", "genetic", "tpe"})
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

  @Test
  void exhaustedSpaceEndsSweepWithoutRepeatedRuns() {
    SweepPlan plan = Plans.load(directory, """
        sweep { generator = random, stop.hours = 1 }
        sweep.parameters { model.maskRatio = { choice = [0.5, 0.75] }, model.classToken = { boolean = [false, true] } }
        """);
    int[] runs = {0};
    Ranking ranking = search(plan, (run, listener) -> ++runs[0]);
    assertEquals(4, runs[0]);
    assertEquals(4, ranking.trials().stream().filter(s -> s.objective().isPresent()).count());
    assertTrue(ranking.trials().stream().anyMatch(s -> s.note().equals("same parameters as trial 1")));
  }

  @ParameterizedTest
  @CsvSource({"random, 10", "genetic, 10", "random, 12"})
  void repeatedTrialsDoNotUseUpTheBudget(String generator, int trials) {
    SweepOutcome whole = SweepOutcome.of(twelvePoints(generator, trials, 1), file(), "", SweepLoopTest::depth);
    assertEquals(trials, whole.ranking().trials().stream().filter(s -> s.objective().isPresent()).count());
    assertTrue(whole.ranking().trials().size() > trials, "some were repeated");
    assertEquals(trials, whole.ranking().ended());
    for (int cut = 1; cut < whole.lines().size(); cut += 7) {
      assertEquals(whole.lines(), SweepOutcome.of(twelvePoints(generator, trials, 1), file(), whole.cut(cut),
          SweepLoopTest::depth).lines());
    }
    assertEquals(parameters(whole.ranking()), parameters(SweepOutcome
        .of(twelvePoints(generator, trials, 2), file(), "", SweepLoopTest::depth).ranking()));
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

  private static double depth(TrialRun run, RunListener listener) {
    return Double.parseDouble(run.parameters().get("model.decoder.depth"));
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

  private Optional<String> exhaustion(SweepPlan plan) throws IOException {
    Files.deleteIfExists(file());
    try (Journal journal = Journal.open(file())) {
      journal.begin(JournalHeading.of(plan));
      SweepLoop loop = new SweepLoop(plan, journal, (run, listener) -> 1, List.of());
      loop.run();
      return loop.exhaustion();
    }
  }

  @Test
  void trialsThatDivergeDoNotEndASweep() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    Ranking ranking = search(plan, (run, listener) -> {
      if (run.trial() <= 4 || run.trial() == 9) {
        throw new RunFailedException("the loss is not finite at step 3; the step was not applied. There is no "
            + "checkpoint of this stage");
      }
      return run.trial();
    });
    assertEquals(9, ranking.trials().size());
    assertEquals(8, ranking.best().orElseThrow().number());
  }

  @Test
  void failuresInRowBeforeAnySuccessEndASweep() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    TrialEvaluator evaluator = (run, listener) -> {
      if (run.trial() == 2) {
        throw new RunFailedException("the loss is not finite at step 3; the step was not applied");
      }
      throw new OutOfMemoryError("heap");
    };
    RunFailedException failure = assertThrows(RunFailedException.class, () -> search(plan, evaluator));
    assertEquals(
        "3 trials failed in a row, and none has succeeded; the last failure: java.lang.OutOfMemoryError: heap. "
            + "Fix the cause and resume with --retry-failed, or increase sweep.maxFailures and resume",
        failure.getMessage());
    Ranking ranking = ranking(plan);
    assertEquals("the loss is not finite at step 3; the step was not applied", ranking.trials().get(1).note());
    assertEquals(4, ranking.trials().size());
  }

  /** Half of the space needs too much memory, and the order of a grid puts these trials side by side. */
  @Test
  void failuresInRowDoNotEndASpaceWithGoodTrials() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    Ranking ranking = search(plan, (run, listener) -> {
      if (run.trial() > 1 && run.trial() < 9) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    });
    assertEquals(9, ranking.trials().size());
    assertEquals(9, ranking.best().orElseThrow().number());
  }

  /** The data of all trials are the same: what cannot be read now says nothing about the settings of a trial. */
  @Test
  void unreadableDataEndASweepButNoTrial() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 4] }\n");
    DataException thrown = assertThrows(DataException.class, () -> search(plan, SweepLoopTest::withoutData));
    assertEquals("data/x: no such directory", thrown.getMessage());
    assertEquals(List.of(TrialState.FINISHED, TrialState.STARTED), states(ranking(plan)));
    SweepPlan ofData = Plans.load(directory, "sweep.parameters.data.trainLimit = { choice = [100, 200, 300] }\n");
    assertEquals(List.of(TrialState.FINISHED, TrialState.FAILED, TrialState.FINISHED),
        states(search(ofData, SweepLoopTest::withoutData)));
  }

  private static double withoutData(TrialRun run, RunListener listener) {
    if (run.trial() == 2) {
      throw new DataException("data/x: no such directory");
    }
    return run.trial();
  }

  private static List<TrialState> states(Ranking ranking) {
    return ranking.trials().stream().sorted(Comparator.comparing(Trial::number)).map(Trial::state).toList();
  }

  @Test
  void largestLimitOfFailuresEndsNoSweep() {
    SweepPlan plan = Plans.load(directory,
        "sweep { maxFailures = 1000000000, parameters.train.maxSkips = { integer = [0, 2] } }\n");
    Ranking ranking = search(plan, (run, listener) -> {
      if (run.trial() == 2) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    });
    assertEquals(3, ranking.best().orElseThrow().number());
  }

  @Test
  void brokenMachineEndsASweepAfterSuccesses() {
    SweepPlan plan = Plans.load(directory,
        "sweep { maxFailures = 1, parameters.train.maxSkips = { integer = [0, 99] } }\n");
    RunFailedException failure = assertThrows(RunFailedException.class, () -> search(plan, (run, listener) -> {
      if (run.trial() > 5) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    }));
    assertTrue(failure.getMessage().startsWith("10 trials failed in a row; the last failure: "), failure.getMessage());
    assertEquals(15, ranking(plan).trials().size());
  }

  @Test
  void objectiveIsMeanOfRepetitionsWithOwnSeeds() {
    SweepPlan plan = Plans.load(directory, """
        seed = 11
        sweep { repeat = 3, parameters.model.decoder.depth = { integer = [1, 2] } }
        """);
    Ranking ranking = search(plan, (run, listener) -> run.trial() * run.config(plan).seed());
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
    assertEquals(1, search(Plans.load(directory, text), evaluator).best().orElseThrow().number());
    Ranking bound = search(Plans.load(directory, text + "sweep.score = lower-bound\n"), evaluator);
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
    Trial trial = search(plan, (run, listener) -> run.repetition()).trials().get(0);
    assertEquals(-(1.5 - Math.sqrt(0.5)), TrialOutcome.of(plan, trial, List.of()).loss(), 1e-12);
  }

  private Ranking search(SweepPlan plan) {
    return search(plan, (run, listener) -> Plans.objective(run.parameters()));
  }

  private Ranking search(SweepPlan plan, TrialEvaluator evaluator) {
    SweepOutcome.of(plan, file(), "", evaluator);
    return ranking(plan);
  }

  private Ranking ranking(SweepPlan plan) {
    SweepOutcome searched = new SweepOutcome(plan, file(), List.of());
    assertEquals(JournalHeading.of(plan), searched.content().heading().orElseThrow());
    return searched.ranking();
  }

  private Path file() {
    return directory.resolve("sweep.jsonl");
  }

  private static List<SortedMap<String, String>> parameters(Ranking ranking) {
    return ranking.trials().stream().map(Trial::parameters).toList();
  }

  private static List<Double> numbers(Ranking ranking, String key) {
    return parameters(ranking).stream().map(values -> Double.parseDouble(values.get(key))).toList();
  }

  /** Returns the mean of the objectives, as far as there are any. */
  private static double mean(List<Trial> trials) {
    return trials.stream().flatMapToDouble(trial -> trial.objective().stream()).average().orElseThrow();
  }
}
