package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.testing.BenchmarkRecord.assertRecorded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.pruning.SimulatedSearch.Budget;
import org.mae4j.testing.RecordedRuns;
import org.mae4j.testing.RecordedRuns.RecordedRun;

/**
 * Compares the pruners on recorded trials, which they see in another random order with each seed: how much of the training
 * they need, and how far the best trial that they train to the end is from the best of all. This command records the
 * results: {@code mvn test -Dtest=RecordedCurvesBenchmarkTest -Dmae4j.writeDocs=true}
 */
class RecordedCurvesBenchmarkTest {
  private static final int SEEDS = 20;
  private static final String WHOLE = "random";

  /** Returns the searches. The first comparison by CPU time comes about after an epoch. */
  private static Map<String, Optional<PruneConfig>> searches(RecordedRuns recorded) {
    Map<String, Optional<PruneConfig>> searches = new LinkedHashMap<>();
    searches.put(WHOLE, Optional.empty());
    searches.put("successive halving", config(2, 2, 0.5, PruneConfig.Spacing.EQUAL, 1, 0));
    searches.put("ASHA", config(1, 1, 1 / 3.0, PruneConfig.Spacing.GEOMETRIC, 1, 0));
    searches.put("Hyperband", config(1, 1, 1 / 3.0, PruneConfig.Spacing.GEOMETRIC, 2, 0));
    double epoch =
        recorded.runs().stream().mapToDouble(run -> new RecordedCurve(run).minutes()).average().orElseThrow();
    searches.put("ASHA, CPU minutes", config(0, 1, 1 / 3.0, PruneConfig.Spacing.GEOMETRIC, 1, epoch));
    return searches;
  }

  private static Optional<PruneConfig> config(int after, int every, double keep, PruneConfig.Spacing spacing,
      int brackets, double minutes) {
    return Optional.of(new PruneConfig("", after, every, keep, spacing, brackets, minutes));
  }

  /** The fine-tuning of a recorded trial; each of its epochs counts as an equal part of its CPU time. */
  private record RecordedCurve(RecordedRun run) implements SimulatedSearch.TrainingCurve {
    @Override
    public int epochs() {
      return run.curve().size();
    }

    @Override
    public double error(int epoch) {
      return 1 - run.curve().get(epoch - 1);
    }

    @Override
    public double finalError() {
      return 1 - run.accuracy();
    }

    @Override
    public double minutes() {
      return run.finetuneMinutes() / epochs();
    }

    @Override
    public double minutesBefore() {
      return run.pretrainMinutes();
    }
  }

  /**
   * What a search used for all recorded trials.
   *
   * @param regret distance of the best accuracy that it found to that of all trials
   */
  private record Row(String search, int seed, Budget budget, double regret) {
    String csv() {
      return String.format(Locale.ROOT, "\"%s\",%d,%d,%.3f,%.5f", search, seed, budget.epochs(), budget.cpuMinutes(),
          regret);
    }
  }

  @Test
  void prunersSaveTrainingOfRecordedTrials() throws IOException {
    RecordedRuns recorded = RecordedRuns.read();
    Map<String, Optional<PruneConfig>> searches = searches(recorded);
    List<Row> rows = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<RecordedRun> order = new ArrayList<>(recorded.runs());
      Collections.shuffle(order, new Random(seed));
      for (Map.Entry<String, Optional<PruneConfig>> search : searches.entrySet()) {
        SimulatedSearch simulated =
            new SimulatedSearch(trial -> new RecordedCurve(order.get(trial - 1)), search.getValue());
        Budget budget = simulated.run(order.size());
        rows.add(new Row(search.getKey(), seed, budget, simulated.lowest() - (1 - recorded.best())));
      }
    }
    rows.stream().filter(row -> row.search().equals(WHOLE)).forEach(row -> assertEquals(0, row.regret(), 1e-12));
    searches.keySet().stream().filter(search -> !search.equals(WHOLE)).forEach(search -> assertTrue(
        quantile(rows, search, row -> row.budget().cpuMinutes(), 50) < quantile(rows, WHOLE,
            row -> row.budget().cpuMinutes(), 50),
        search));
    assertRecorded("real-runs-pruning.csv", "search,seed,epochs,cpuMinutes,regret", rows.stream().map(Row::csv));
    assertRecorded("real-runs-pruning-summary.csv",
        "search,medianEpochs,medianCpuMinutes,lowerQuartileRegret,medianRegret,upperQuartileRegret",
        searches.keySet().stream().map(search -> summary(rows, search)));
  }

  private static String summary(List<Row> rows, String search) {
    return String.format(Locale.ROOT, "\"%s\",%.1f,%.1f,%.5f,%.5f,%.5f", search,
        quantile(rows, search, row -> row.budget().epochs(), 50),
        quantile(rows, search, row -> row.budget().cpuMinutes(), 50), quantile(rows, search, Row::regret, 25),
        quantile(rows, search, Row::regret, 50), quantile(rows, search, Row::regret, 75));
  }

  private static double quantile(List<Row> rows, String search, ToDoubleFunction<Row> metric, int percent) {
    double[] values = rows.stream().filter(row -> row.search().equals(search)).mapToDouble(metric).toArray();
    return percent == 50 ? new Median().evaluate(values) : new Percentile(percent).evaluate(values);
  }
}
