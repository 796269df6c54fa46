package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.testing.BenchmarkRecord.assertRecorded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.pruning.SimulatedSearch.Budget;

/**
 * Compares random searches with pruning with one without, on synthetic learning curves: how much training they need to
 * find what that finds. This command records the results:
 * {@code mvn test -Dtest=PruningBenchmarkTest -Dmae4j.writeDocs=true}
 */
class PruningBenchmarkTest {
  private static final int SEEDS = 20;
  private static final int TRIALS = 64;
  private static final String WHOLE = "random, all trials";
  private static final Map<String, Optional<PruneConfig>> SEARCHES = new LinkedHashMap<>();

  static {
    SEARCHES.put("random", Optional.empty());
    SEARCHES.put("successive halving", Optional.of(config(3, 3, PruneConfig.Spacing.EQUAL, 1, 0)));
    SEARCHES.put("ASHA", Optional.of(config(1, 1, PruneConfig.Spacing.GEOMETRIC, 1, 0)));
    SEARCHES.put("Hyperband", Optional.of(config(1, 1, PruneConfig.Spacing.GEOMETRIC, 4, 0)));
    SEARCHES.put("ASHA, CPU minutes", Optional.of(config(0, 1, PruneConfig.Spacing.GEOMETRIC, 1, 1)));
    SEARCHES.put("Hyperband, CPU minutes", Optional.of(config(0, 1, PruneConfig.Spacing.GEOMETRIC, 4, 1)));
  }

  private static PruneConfig config(int after, int every, PruneConfig.Spacing spacing, int brackets, double minutes) {
    return new PruneConfig("", after, every, 1 / 3.0, spacing, brackets, minutes);
  }

  /**
   * What a search used until it found an error as low as the best of all trials without pruning.
   *
   * @param best that error
   */
  private record Row(int seed, String search, double best, Budget budget) {
    String csv() {
      return String.format(Locale.ROOT, "%d,\"%s\",%.4f,%d,%d,%.1f", seed, search, best, budget.trials(),
          budget.epochs(), budget.cpuMinutes());
    }
  }

  @Test
  void pruningFindsBestOfRandomSearchWithThirdOfItsTraining() throws IOException {
    List<Row> rows = IntStream.rangeClosed(1, SEEDS).boxed().flatMap(seed -> rows(seed).stream()).toList();
    for (String search : List.of("ASHA", "Hyperband")) {
      assertTrue(3 * median(rows, search, Budget::epochs) <= median(rows, WHOLE, Budget::epochs), search);
      assertTrue(
          3 * median(rows, search + ", CPU minutes", Budget::cpuMinutes) <= median(rows, WHOLE, Budget::cpuMinutes),
          search + ", CPU minutes");
    }
    assertRecorded("pruning.csv", "seed,search,best,trials,epochs,cpuMinutes", rows.stream().map(Row::csv));
    assertRecorded("pruning-summary.csv", "search,medianEpochs,fewestEpochs,mostEpochs,medianCpuMinutes",
        Stream.concat(Stream.of(WHOLE), SEARCHES.keySet().stream()).map(search -> summary(rows, search)));
  }

  private static List<Row> rows(int seed) {
    IntFunction<LearningCurve> curves = trial -> LearningCurve.of(seed, trial);
    SimulatedSearch whole = new SimulatedSearch(curves, Optional.empty());
    Budget all = whole.run(TRIALS);
    double best = whole.lowest();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(seed, WHOLE, best, all));
    SEARCHES.forEach(
        (search, config) -> rows.add(new Row(seed, search, best, new SimulatedSearch(curves, config).until(best))));
    return rows;
  }

  private static String summary(List<Row> rows, String search) {
    LongSummaryStatistics epochs = budgets(rows, search).mapToLong(Budget::epochs).summaryStatistics();
    return String.format(Locale.ROOT, "\"%s\",%.1f,%d,%d,%.1f", search, median(rows, search, Budget::epochs),
        epochs.getMin(), epochs.getMax(), median(rows, search, Budget::cpuMinutes));
  }

  private static double median(List<Row> rows, String search, ToDoubleFunction<Budget> metric) {
    return new Median().evaluate(budgets(rows, search).mapToDouble(metric).toArray());
  }

  private static Stream<Budget> budgets(List<Row> rows, String search) {
    return rows.stream().filter(row -> row.search().equals(search)).map(Row::budget);
  }
}
