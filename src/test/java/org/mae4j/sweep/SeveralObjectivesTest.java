package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingCsv;
import org.mae4j.sweep.ranking.RankingTable;
import org.mae4j.sweep.ranking.TrialColumns;

/** Sweeps of two objectives whose front is known: both are best at a mask ratio of 0.5, at decoder depths from 1 to 7. */
class SeveralObjectivesTest {
  @TempDir
  private Path directory;
  private final List<TrialRun> runs = Collections.synchronizedList(new ArrayList<>());

  /** The operations count the depth; the error falls with it. Both grow with the distance from a mask ratio of 0.5. */
  private final TrialEvaluator evaluator = new TrialEvaluator() {
    @Override
    public double objective(TrialRun run, RunListener listener) {
      runs.add(run);
      return (1 + distance(run.parameters())) / depth(run.parameters()) + run.repetition() / 1000.0;
    }

    @Override
    public List<Double> others(TrialRun run) {
      return List.of(1e9 * (depth(run.parameters()) + distance(run.parameters()) + run.repetition()));
    }
  };

  private static double depth(SortedMap<String, String> parameters) {
    return Double.parseDouble(parameters.get("model.decoder.depth"));
  }

  private static double distance(SortedMap<String, String> parameters) {
    return Math.abs(Double.parseDouble(parameters.get("model.maskRatio")) - 0.5);
  }

  private SweepPlan plan(String generator, int trials, int repeat, int parallel) {
    return Plans.load(directory, """
        sweep {
          generator = %s
          objectives = [{ key = pretrain.val.mse, direction = minimize }, { key = cost.flops, direction = minimize }]
          stop.trials = %d
          seed = 3
          repeat = %d
          parallel = %d
          parameters { model.maskRatio = { uniform = [0.1, 0.9] }, model.decoder.depth = { integer = [1, 7] } }
        }
        """.formatted(generator, trials, repeat, parallel));
  }

  private SweepOutcome search(SweepPlan plan, String before) {
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, evaluator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic", "tpe", "gp"})
  void resultsDependNeitherOnParallelTrialsNorOnInterruptions(String generator) {
    SweepOutcome sequential = search(plan(generator, 20, 2, 1), "");
    SweepOutcome inParallel = search(plan(generator, 20, 2, 2), "");
    assertEquals(sequential.events(), inParallel.events());
    assertEquals(numbers(sequential.ranking().front()), numbers(inParallel.ranking().front()));
    assertEquals(sequential.table(), inParallel.table());
    for (int cut = 0; cut < inParallel.lines().size(); cut += 17) {
      runs.clear();
      SweepOutcome resumed = search(plan(generator, 20, 2, 1 + cut % 2), inParallel.cut(cut));
      assertEquals(sequential.events(), resumed.events());
      long before = inParallel.lines().subList(0, cut).stream().filter(line -> line.contains("finished")).count();
      assertEquals(40 - before, runs.size(), "finished runs are not measured again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"genetic", "tpe"})
  void trialsApproachTheFront(String generator) {
    double random = 0;
    double searched = 0;
    for (int seed = 1; seed <= 4; seed++) {
      random += meanDistance(search(seeded("random", seed), ""));
      searched += meanDistance(search(seeded(generator, seed), ""));
    }
    assertTrue(searched < 0.8 * random, searched / 4 + " " + generator + ", " + random / 4 + " random");
  }

  private SweepPlan seeded(String generator, int seed) {
    return Plans.load(directory, """
        sweep {
          generator = %s
          objectives = [{ key = pretrain.val.mse, direction = minimize }, { key = cost.flops, direction = minimize }]
          stop.trials = 60
          seed = %d
          parameters { model.maskRatio = { uniform = [0.1, 0.9] }, model.decoder.depth = { integer = [1, 7] } }
        }
        """.formatted(generator, seed));
  }

  /** Returns how far the last trials are from the front, whose mask ratio is 0.5. */
  private static double meanDistance(SweepOutcome sweep) {
    List<Trial> trials = sweep.ranking().trials();
    return trials.subList(trials.size() - 20, trials.size()).stream().mapToDouble(trial -> distance(trial.parameters()))
        .average().orElseThrow();
  }

  @Test
  void theMeansOfRepetitionsAreRankedByFront() {
    Ranking ranking = search(plan("random", 12, 2, 1), "").ranking();
    Trial first = ranking.ranked().get(0);
    assertEquals((1 + distance(first.parameters())) / depth(first.parameters()) + 0.0015, first.vector().get(0), 1e-12);
    assertEquals(depth(first.parameters()) + distance(first.parameters()) + 1.5, first.vector().get(1) / 1e9, 1e-12);
    List<Trial> front = ranking.front();
    assertEquals(front, ranking.ranked().subList(0, front.size()));
    assertTrue(front.size() > 1 && front.size() < 12, ranking.toString());
    for (Trial trial : front) {
      assertTrue(ranking.trials().stream().noneMatch(other -> other.vector().get(0) < trial.vector().get(0)
          && other.vector().get(1) < trial.vector().get(1)), trial.toString());
    }
    List<Double> volumes = ranking.tradeOff().hypervolumes();
    for (int i = 1; i < volumes.size(); i++) {
      assertTrue(volumes.get(i) >= volumes.get(i - 1), volumes.toString());
    }
  }

  @Test
  void tablesHaveAllObjectivesAndTheFront() {
    Ranking ranking = search(plan("random", 6, 1, 1), "").ranking();
    List<String> rows = new RankingCsv(ranking, TrialColumns.NONE).text().lines().toList();
    assertEquals("rank,candidate,state,objective,confidence95,runs,seconds,note,front,cost.flops,model.decoder.depth,"
        + "model.maskRatio", rows.get(0));
    String[] cells = rows.get(1).split(",");
    assertEquals("1", cells[8]);
    assertEquals(ranking.ranked().get(0).vector().get(1), Double.parseDouble(cells[9]));
    String text = new RankingTable(ranking).text(Integer.MAX_VALUE);
    assertTrue(text.lines().findFirst().orElseThrow().matches(".*pretrain.val.mse +cost.flops +front .*"), text);
    assertTrue(text.contains(" GFLOP  "), text);
    String numbers = String.join(", ", numbers(ranking.front()).stream().map(Object::toString).toList());
    assertTrue(text.contains("Pareto front so far: " + ranking.front().size() + " of 6 finished trials, " + numbers
        + "; hypervolume "), text);
    assertTrue(
        new RankingTable(ranking, true).text(80).contains("\nPareto front: " + ranking.front().size() + " of 6 "));
  }

  @Test
  void eachTrialOfTheFrontHasItsConfiguration() throws IOException {
    SweepPlan plan = plan("random", 12, 1, 1);
    SweepDirectory sweep = new SweepDirectory(directory);
    Ranking all = search(plan, "").ranking();
    Ranking early = IntStream.range(1, 12).mapToObj(end -> new Ranking(all.heading(), all.trials().subList(0, end)))
        .filter(ranking -> !all.front().containsAll(ranking.front())).findFirst().orElseThrow();
    new BestConfigurations(sweep, early).write(plan);
    new BestConfigurations(sweep, all).write(plan);
    assertEquals(all.front().stream().map(trial -> sweep.best(trial.number())).sorted().toList(), files(sweep));
    assertFalse(Files.exists(sweep.best()));
    Trial best = all.front().get(0);
    Path file = sweep.best(best.number());
    assertEquals(Double.parseDouble(best.parameters().get("model.maskRatio")),
        ConfigLoader.load(file, List.of()).model().maskRatio());
    assertTrue(Files.readString(file).startsWith("# Trial " + best.number() + ", of the Pareto front of a sweep: "
        + "pretrain.val.mse 0."), Files.readString(file));
    assertTrue(new BestConfigurations(sweep, all).commands().contains("./mae4j run " + file));
  }

  private static List<Path> files(SweepDirectory sweep) throws IOException {
    try (Stream<Path> files = Files.list(sweep.bestTrials())) {
      return files.sorted().toList();
    }
  }

  @Test
  void otherObjectivesAreAnotherSweep() {
    JournalHeading two = JournalHeading.of(plan("random", 12, 1, 1));
    JournalHeading one = JournalHeading.of(Plans.load(directory, """
        sweep {
          generator = random
          objectives = [{ key = pretrain.val.mse, direction = minimize }]
          stop.trials = 12
          seed = 3
          parameters { model.maskRatio = { uniform = [0.1, 0.9] }, model.decoder.depth = { integer = [1, 7] } }
        }
        """));
    assertFalse(one.settings().containsKey("sweep.objectives"), "as with objective and direction");
    assertFalse(one.json().contains("others"), one.json());
    assertEquals(List.of("sweep.objectives: was [], is [{ direction = minimize, key = \"pretrain.val.mse\" }, "
        + "{ direction = minimize, key = \"cost.flops\" }]"), one.differences(two));
    assertTrue(two.json().endsWith(",\"others\":[{\"key\":\"cost.flops\",\"direction\":\"minimize\"}]}"), two.json());
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }
}
