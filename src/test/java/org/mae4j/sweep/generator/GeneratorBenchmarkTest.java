package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.testing.BenchmarkRecord.assertRecorded;

import java.io.IOException;
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
 * Compares the generators random and tpe on synthetic objectives. This command records the results:
 * {@code mvn test -Dtest=GeneratorBenchmarkTest -Dmae4j.writeDocs=true}
 */
class GeneratorBenchmarkTest {
  private static final int SEEDS = 20;
  private static final int TRIALS = 50;
  private static final TpeConfig DEFAULTS = new TpeConfig(10, 4);

  /** @param regret of the trial with the lowest measured value */
  private record Row(SyntheticObjective objective, String generator, int seed, double regret) {
    String csv() {
      return String.format(Locale.ROOT, "%s,%s,%d,%.5g", objective.name().toLowerCase(Locale.ROOT), generator, seed,
          regret);
    }
  }

  @Test
  void medianRegretOfTpeIsAtMostHalfOfRandomSearch() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (SyntheticObjective objective : SyntheticObjective.values()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        RandomSearchGenerator random = new RandomSearchGenerator(TrialParameterSpace.sampled(objective.space()));
        random.setRngSeed(seed);
        rows.add(row(objective, "random", seed, number -> parameters(random), (number, outcome) -> {}));
        ParzenTrialSampler tpe = new ParzenTrialSampler(objective.space(), DEFAULTS, seed);
        rows.add(row(objective, "tpe", seed, number -> tpe.sample(number).orElseThrow(), tpe::report));
      }
      double median = quantile(rows, objective, "random", 50);
      assertTrue(quantile(rows, objective, "tpe", 50) <= median / 2, objective + ": " + median);
    }
    assertRecorded("generators.csv", "objective,generator,seed,regret", rows.stream().map(Row::csv));
    assertRecorded("generators-summary.csv", "objective,generator,lowerQuartile,median,upperQuartile",
        Stream.of(SyntheticObjective.values()).flatMap(objective -> Stream.of("random", "tpe")
            .map(generator -> summary(rows, objective, generator))));
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<String, String> parameters(RandomSearchGenerator generator) {
    return (SortedMap<String, String>) generator.getCandidate().getValue();
  }

  private static Row row(SyntheticObjective objective, String name, int seed,
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
    return new Row(objective, name, seed, regret);
  }

  private static double quantile(List<Row> rows, SyntheticObjective objective, String generator, int percent) {
    double[] regrets = rows.stream().filter(row -> row.objective() == objective && row.generator().equals(generator))
        .mapToDouble(Row::regret).toArray();
    return percent == 50 ? new Median().evaluate(regrets) : new Percentile(percent).evaluate(regrets);
  }

  private static String summary(List<Row> rows, SyntheticObjective objective, String generator) {
    return String.format(Locale.ROOT, "%s,%s,%.3g,%.3g,%.3g", objective.name().toLowerCase(Locale.ROOT), generator,
        quantile(rows, objective, generator, 25), quantile(rows, objective, generator, 50),
        quantile(rows, objective, generator, 75));
  }
}
