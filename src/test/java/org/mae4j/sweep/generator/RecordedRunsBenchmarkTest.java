package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.COMPARED;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.GP;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.RANDOM;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.SEQUENTIAL_GP;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.SEQUENTIAL_TPE;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.TPE;
import static org.mae4j.testing.BenchmarkRecord.assertRecorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;
import org.mae4j.testing.BenchmarkRecord;
import org.mae4j.testing.RecordedRuns;
import org.mae4j.testing.RecordedRuns.RecordedRun;

/**
 * Compares the generators random, tpe and gp, and Optuna's TPE, on recorded trials. What a generator proposes is replaced by
 * the nearest recorded trial that the search has not tried yet, as in benchmarks by tables: the results are measured, none
 * is predicted, and a trial is not drawn twice. The generator learns the parameters and the result of the trial that it got. This command
 * records the results of the generators: {@code mvn test -Dtest=RecordedRunsBenchmarkTest -Dmae4j.writeDocs=true}; those of
 * Optuna are recorded by {@code src/bench/optuna_recorded_trials.py}.
 */
class RecordedRunsBenchmarkTest {
  private static final int SEEDS = 50;
  private static final int LEAST_RUNS = 60;
  private static final List<Integer> TRIALS = List.of(15, 20, 30, 40);
  private static final Path OPTUNA = Path.of("experiments/search-benchmarks/optuna-real-runs.csv");

  /** @param regrets distance of the best accuracy to that of all recorded trials, after each number of trials */
  private record Row(BenchmarkedGenerator generator, int seed, List<Double> regrets) {
    static Row of(String line) {
      List<String> cells = List.of(line.split(","));
      return new Row(BenchmarkedGenerator.of(cells), Integer.parseInt(cells.get(2)),
          cells.stream().skip(3).map(Double::valueOf).toList());
    }

    String csv() {
      return generator + "," + seed + regrets.stream().map(regret -> String.format(Locale.ROOT, ",%.5f", regret))
          .reduce("", String::concat);
    }
  }

  @Test
  void regretsOnRecordedTrialsAreRecorded() throws IOException {
    RecordedRuns recorded = RecordedRuns.read();
    assertTrue(recorded.runs().size() >= LEAST_RUNS, recorded.runs().size() + " trials");
    List<Row> rows = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      rows.add(row(RANDOM, seed, recorded, BenchmarkedGenerator.random(recorded.space(), seed), (number, run) -> {}));
      for (BenchmarkedGenerator generator : List.of(TPE, SEQUENTIAL_TPE)) {
        rows.add(row(generator, seed, recorded));
      }
    }
    rows.addAll(gaussianProcess(recorded));
    assertRecorded("real-runs-generators.csv", "generator,pending,seed" + TRIALS.stream().map(n -> ",regret" + n)
        .reduce("", String::concat), rows.stream().map(Row::csv));
    Files.readAllLines(OPTUNA).stream().skip(1).map(Row::of).forEach(rows::add);
    assertRecorded("real-runs-generators-summary.csv",
        "trials,generator,pending,meanRegret,lowerQuartile,median,upperQuartile",
        IntStream.range(0, TRIALS.size()).boxed().flatMap(at -> COMPARED.stream()
            .filter(generator -> rows.stream().anyMatch(row -> row.generator().equals(generator)))
            .map(generator -> summary(rows, generator, at))));
  }

  /** Returns the rows of gp, which takes longer: where they are only checked, it searches with the first seed. */
  private static List<Row> gaussianProcess(RecordedRuns recorded) throws IOException {
    int checked = BenchmarkRecord.checkedSeeds(SEEDS);
    Stream<Row> searched = IntStream.rangeClosed(1, checked).boxed()
        .flatMap(seed -> Stream.of(GP, SEQUENTIAL_GP).map(generator -> row(generator, seed, recorded)));
    return Stream.concat(searched, BenchmarkRecord.rows("real-runs-generators.csv").map(Row::of)
        .filter(row -> row.generator().isGaussianProcess() && row.seed() > checked)).toList();
  }

  private static Row row(BenchmarkedGenerator generator, int seed, RecordedRuns recorded) {
    SurrogateSampler sampler = generator.sampler(recorded.space(), seed);
    return row(generator, seed, recorded, sampler::proposed, (number, run) -> {
      sampler.given(number, run.parameters());
      sampler.report(number, new TrialOutcome(TrialOutcome.Ending.FINISHED, 0, -run.accuracy(), List.of()));
    });
  }

  /** Learns from a trial. */
  private interface TriedRunListener {
    void tried(int number, RecordedRun run);
  }

  private static Row row(BenchmarkedGenerator generator, int seed, RecordedRuns recorded,
      Supplier<SortedMap<String, String>> next,
      TriedRunListener listener) {
    List<RecordedRun> left = new ArrayList<>(recorded.runs());
    List<Double> regrets = new ArrayList<>();
    double best = 0;
    for (int number = 1; number <= TRIALS.get(TRIALS.size() - 1); number++) {
      RecordedRun run = nearest(new SpacePositions(recorded.space()), next.get(), left);
      left.remove(run);
      listener.tried(number, run);
      best = Math.max(best, run.accuracy());
      if (TRIALS.contains(number)) {
        regrets.add(recorded.best() - best);
      }
    }
    return new Row(generator, seed, regrets);
  }

  private static RecordedRun nearest(SpacePositions positions, SortedMap<String, String> parameters,
      List<RecordedRun> runs) {
    return runs.stream().min(Comparator.comparingDouble(run -> distance(positions.dimensions(),
        positions.position(parameters), positions.position(run.parameters())))).orElseThrow();
  }

  /** Returns the squared distance in the unit cube; two values without an order are at distance 1. */
  private static double distance(List<Dimension> dimensions, double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(d -> dimensions.get(d) instanceof Dimension.Unordered
        ? one[d] == other[d] ? 0 : 1 : (one[d] - other[d]) * (one[d] - other[d])).sum();
  }

  private static String summary(List<Row> rows, BenchmarkedGenerator generator, int at) {
    double[] regrets = rows.stream().filter(row -> row.generator().equals(generator))
        .flatMapToDouble(row -> DoubleStream.of(row.regrets().get(at))).toArray();
    return String.format(Locale.ROOT, "%d,%s,%.5f,%.5f,%.5f,%.5f", TRIALS.get(at), generator,
        new Mean().evaluate(regrets), new Percentile(25).evaluate(regrets), new Median().evaluate(regrets),
        new Percentile(75).evaluate(regrets));
  }
}
