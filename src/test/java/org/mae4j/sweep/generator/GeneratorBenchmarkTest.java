package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.plan.TpeConfig;

/**
 * Compares the generators random and tpe, and Optuna's TPE, on synthetic objectives. This command records the results of
 * the generators: {@code mvn test -Dtest=GeneratorBenchmarkTest -Dmae4j.writeDocs=true}; those of Optuna are recorded by
 * {@code src/bench/optuna_generators.py}.
 */
class GeneratorBenchmarkTest {
  private static final Path OPTUNA = Path.of("experiments/search-benchmarks/optuna.csv");
  private static final String HEADER = "objective,generator,pending,seed,regret";
  private static final int SEEDS = 50;
  private static final int TRIALS = 50;
  private static final int STARTUP = 10;

  /** @param pending as {@link TpeConfig#pending} */
  private record Generator(String name, int pending) {}

  private static final Generator RANDOM = new Generator("random", 1);
  private static final Generator TPE = new Generator("tpe", 4);
  private static final Generator SEQUENTIAL_TPE = new Generator("tpe", 1);
  private static final Generator OPTUNA_TPE = new Generator("optuna-tpe", 4);
  private static final Generator SEQUENTIAL_OPTUNA_TPE = new Generator("optuna-tpe", 1);

  /** @param regret of the trial with the lowest measured value */
  private record Row(String objective, Generator generator, int seed, double regret) {
    static Row of(String line) {
      String[] cells = line.split(",");
      return new Row(cells[0], new Generator(cells[1], Integer.parseInt(cells[2])), Integer.parseInt(cells[3]),
          Double.parseDouble(cells[4]));
    }

    String csv() {
      return String.format(Locale.ROOT, "%s,%s,%d,%d,%.5g", objective, generator.name(), generator.pending(), seed,
          regret);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  @Test
  void regretsAreRecorded() throws IOException {
    for (SyntheticObjective objective : SyntheticObjective.values()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        random(objective, seed);
        tpe(objective, TPE, seed);
        tpe(objective, SEQUENTIAL_TPE, seed);
      }
    }
    assertRecorded("generators.csv", HEADER, rows.stream().map(Row::csv));
    Files.readAllLines(OPTUNA).stream().skip(1).map(Row::of).forEach(rows::add);
    assertRecorded("generators-summary.csv", "objective,generator,pending,lowerQuartile,median,upperQuartile",
        objectives().flatMap(objective -> Stream.of(RANDOM, TPE, SEQUENTIAL_TPE, OPTUNA_TPE, SEQUENTIAL_OPTUNA_TPE)
            .map(generator -> summary(objective, generator))));
    objectives().forEach(objective -> assertTrue(median(objective, TPE) <= median(objective, RANDOM) / 2, objective));
    assertTrue(meanLog(TPE) <= meanLog(OPTUNA_TPE));
    assertTrue(meanLog(SEQUENTIAL_TPE) <= meanLog(SEQUENTIAL_OPTUNA_TPE));
  }

  private static Stream<String> objectives() {
    return Stream.of(SyntheticObjective.values()).map(GeneratorBenchmarkTest::name);
  }

  private static String name(SyntheticObjective objective) {
    return objective.name().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("unchecked")
  private void random(SyntheticObjective objective, int seed) {
    RandomSearchGenerator random = new RandomSearchGenerator(TrialParameterSpace.sampled(objective.space()));
    random.setRngSeed(seed);
    search(objective, RANDOM, seed, number -> (SortedMap<String, String>) random.getCandidate().getValue(),
        (number, outcome) -> {});
  }

  private void tpe(SyntheticObjective objective, Generator generator, int seed) {
    ParzenTrialSampler tpe =
        new ParzenTrialSampler(objective.space(), new TpeConfig(STARTUP, generator.pending()), seed);
    search(objective, generator, seed, number -> tpe.sample(number).orElseThrow(), tpe::report);
  }

  private void search(SyntheticObjective objective, Generator generator, int seed,
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
    rows.add(new Row(name(objective), generator, seed, regret));
  }

  private double[] regrets(String objective, Generator generator) {
    return rows.stream().filter(row -> row.objective().equals(objective) && row.generator().equals(generator))
        .mapToDouble(Row::regret).toArray();
  }

  private double median(String objective, Generator generator) {
    return new Median().evaluate(regrets(objective, generator));
  }

  /** Returns the mean over the objectives, so that each counts by the ratio of regrets. */
  private double meanLog(Generator generator) {
    return objectives().mapToDouble(objective -> Math.log(median(objective, generator))).average().orElseThrow();
  }

  private String summary(String objective, Generator generator) {
    double[] regrets = regrets(objective, generator);
    return String.format(Locale.ROOT, "%s,%s,%d,%.3g,%.3g,%.3g", objective, generator.name(), generator.pending(),
        new Percentile(25).evaluate(regrets), median(objective, generator), new Percentile(75).evaluate(regrets));
  }
}
