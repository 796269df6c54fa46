package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.COMPARED;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.GP;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.OPTUNA_TPE;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.RANDOM;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.SEQUENTIAL_GP;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.SEQUENTIAL_OPTUNA_TPE;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.SEQUENTIAL_TPE;
import static org.mae4j.sweep.generator.BenchmarkedGenerator.TPE;
import static org.mae4j.testing.BenchmarkRecord.assertRecorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;
import org.mae4j.testing.BenchmarkRecord;

/**
 * Compares the generators random, tpe and gp, and Optuna's TPE, on synthetic objectives. This command records the results of
 * the generators: {@code mvn test -Dtest=GeneratorBenchmarkTest -Dmae4j.writeDocs=true}; those of Optuna are recorded by
 * {@code src/bench/optuna_generators.py}.
 */
class GeneratorBenchmarkTest {
  private static final Path OPTUNA = Path.of("experiments/search-benchmarks/optuna.csv");
  private static final String HEADER = "objective,generator,pending,seed,regret";
  private static final int SEEDS = 50;
  private static final int TRIALS = 50;

  /** @param regret of the trial with the lowest measured value */
  private record Row(String objective, BenchmarkedGenerator generator, int seed, double regret) {
    static Row of(String line) {
      List<String> cells = List.of(line.split(","));
      return new Row(cells.get(0), BenchmarkedGenerator.of(cells.subList(1, 3)), Integer.parseInt(cells.get(3)),
          Double.parseDouble(cells.get(4)));
    }

    String csv() {
      return String.format(Locale.ROOT, "%s,%s,%d,%.5g", objective, generator, seed, regret);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  @Test
  void regretsAreRecorded() throws IOException {
    for (SyntheticObjective objective : SyntheticObjective.values()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        rows.add(random(objective, seed));
        rows.add(surrogate(objective, TPE, seed));
        rows.add(surrogate(objective, SEQUENTIAL_TPE, seed));
      }
    }
    gaussianProcess();
    assertRecorded("generators.csv", HEADER, rows.stream().map(Row::csv));
    Files.readAllLines(OPTUNA).stream().skip(1).map(Row::of).forEach(rows::add);
    assertRecorded("generators-summary.csv", "objective,generator,pending,lowerQuartile,median,upperQuartile",
        objectives().flatMap(objective -> COMPARED.stream()
            .filter(generator -> regrets(objective, generator).length > 0)
            .map(generator -> summary(objective, generator))));
    objectives().forEach(objective -> assertTrue(median(objective, TPE) <= median(objective, RANDOM) / 2, objective));
    assertTrue(meanLog(GP) <= meanLog(TPE));
    assertTrue(meanLog(SEQUENTIAL_GP) <= meanLog(SEQUENTIAL_TPE));
    assertTrue(meanLog(TPE) <= meanLog(OPTUNA_TPE));
    assertTrue(meanLog(SEQUENTIAL_TPE) <= meanLog(SEQUENTIAL_OPTUNA_TPE));
  }

  private static Stream<String> objectives() {
    return Stream.of(SyntheticObjective.values()).map(GeneratorBenchmarkTest::name);
  }

  private static String name(SyntheticObjective objective) {
    return objective.name().toLowerCase(Locale.ROOT);
  }

  private Row random(SyntheticObjective objective, int seed) {
    Supplier<SortedMap<String, String>> random = BenchmarkedGenerator.random(objective.space(), seed);
    return search(objective, RANDOM, seed, number -> random.get(), (number, outcome) -> {});
  }

  /** Adds the rows of gp, which takes longer: where they are only checked, it searches with the first seed. */
  private void gaussianProcess() throws IOException {
    int checked = BenchmarkRecord.checkedSeeds(SEEDS);
    for (SyntheticObjective objective : SyntheticObjective.values()) {
      rows.addAll(IntStream.rangeClosed(1, checked).boxed().parallel().flatMap(seed -> Stream.of(GP, SEQUENTIAL_GP)
          .map(generator -> surrogate(objective, generator, seed))).toList());
      BenchmarkRecord.rows("generators.csv").map(Row::of).filter(row -> row.generator().isGaussianProcess()
          && row.objective().equals(name(objective)) && row.seed() > checked).forEach(rows::add);
    }
  }

  private Row surrogate(SyntheticObjective objective, BenchmarkedGenerator generator, int seed) {
    SurrogateSampler sampler = generator.sampler(objective.space(), seed);
    return search(objective, generator, seed, number -> sampler.sample(number).orElseThrow(), sampler::report);
  }

  private Row search(SyntheticObjective objective, BenchmarkedGenerator generator, int seed,
      IntFunction<SortedMap<String, String>> sample, BiConsumer<Integer, TrialOutcome> report) {
    Random noise = new Random(seed);
    double lowest = Double.POSITIVE_INFINITY;
    double regret = Double.POSITIVE_INFINITY;
    for (int number = 1; number <= TRIALS; number++) {
      SortedMap<String, String> parameters = sample.apply(number);
      double measured = objective.measured(parameters, noise);
      report.accept(number, new TrialOutcome(TrialOutcome.Ending.FINISHED, 0, measured, List.of()));
      if (measured < lowest) {
        lowest = measured;
        regret = objective.regret(parameters);
      }
    }
    return new Row(name(objective), generator, seed, regret);
  }

  private double[] regrets(String objective, BenchmarkedGenerator generator) {
    return rows.stream().filter(row -> row.objective().equals(objective) && row.generator().equals(generator))
        .mapToDouble(Row::regret).toArray();
  }

  private double median(String objective, BenchmarkedGenerator generator) {
    return new Median().evaluate(regrets(objective, generator));
  }

  /** Returns the mean over the objectives, so that each counts by the ratio of regrets. */
  private double meanLog(BenchmarkedGenerator generator) {
    return objectives().mapToDouble(objective -> Math.log(median(objective, generator))).average().orElseThrow();
  }

  private String summary(String objective, BenchmarkedGenerator generator) {
    double[] regrets = regrets(objective, generator);
    return String.format(Locale.ROOT, "%s,%s,%.3g,%.3g,%.3g", objective, generator,
        new Percentile(25).evaluate(regrets), median(objective, generator), new Percentile(75).evaluate(regrets));
  }
}
