package org.mae4j.eval.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ProbeConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.FeatureSets;
import org.mae4j.eval.Features;
import org.mae4j.record.dl4j.ProbeListener;
import org.mae4j.record.dl4j.ProbeReports;

class LinearProbeTest {
  private static final int WIDTH = 8;
  private static final int CLASSES = 4;
  private static final LinearProbe.ProbeTrainingListener SILENT = (rate, epoch, loss) -> {};

  private final Features train = FeatureSets.clusters(400, CLASSES, WIDTH, 0.05, 1);
  private final Features validation = FeatureSets.clusters(100, CLASSES, WIDTH, 0.05, 2);
  private final Features test = FeatureSets.clusters(100, CLASSES, WIDTH, 0.05, 3);

  @Test
  void separatesSeparableClasses() {
    LinearProbe.Outcome outcome = run(train, 0.1);
    assertEquals(1, outcome.validation().accuracy());
    assertEquals(1, outcome.test().accuracy());
    assertEquals(1, outcome.test().macroF1());
  }

  /** Features of a network differ in scale by orders of magnitude; the batch norm makes them alike. */
  @Test
  void scaleOfAFeatureDoesNotMatter() {
    LinearProbe.Outcome outcome = probe(SILENT, 0.1).run(scaled(train), scaled(validation), scaled(test));
    assertEquals(1, outcome.test().accuracy());
  }

  @Test
  void batchNormHasNoGainAndBias() {
    assertEquals((WIDTH + 1) * CLASSES, run(train, 0.1).classifier().weights().length);
  }

  /** The last batch of an epoch, which is not full, takes no part. */
  @Test
  void agreesWithPlainArithmetic() {
    Features noisy = FeatureSets.clusters(430, CLASSES, WIDTH, 0.6, 4);
    PlainProbe plain = new PlainProbe(1, WIDTH, CLASSES);
    plain.train(noisy, config(0.3), 1);
    LinearProbe.Outcome outcome = run(noisy, 0.3);
    plain.requireSameWeights(outcome.classifier().weights());
    assertArrayEquals(plain.predict(test), outcome.test().predicted());
  }

  @Test
  void gridIsWidenedUntilTheBestIsInside() {
    Features noisy = FeatureSets.clusters(400, CLASSES, WIDTH, 1, 4);
    Features unseen = FeatureSets.clusters(400, CLASSES, WIDTH, 1, 5);
    LearningRates rates = probe(SILENT, 1e-6, 1e-5).run(noisy, unseen, test).rates();
    assertTrue(rates.isWideEnough(), "accuracies " + rates.accuracies());
    assertTrue(rates.best() > 1e-5, "accuracies " + rates.accuracies());
  }

  @Test
  void selectsLearningRateOnValidation() {
    assertEquals(0.1, run(train, 1e-9, 0.1, 1e-8).rates().best());
  }

  /** Deeplearning4j's listener reads every step and must not change the result. */
  @Test
  void listenersChangeNothing(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("probes.dl4j");
    LinearProbe.Outcome outcome;
    Map<Double, ProbeListener> listeners = new HashMap<>();
    try (ProbeReports reports = ProbeReports.create(file)) {
      outcome = probe(new LinearProbe.ProbeTrainingListener() {
        @Override
        public void onEpoch(double learningRate, int epoch, double meanLoss) {}

        @Override
        public boolean listensTo(long step, long steps) {
          return true;
        }

        @Override
        public void onStep(ProbeState state) {
          listeners.computeIfAbsent(state.learningRate(),
              rate -> new ProbeListener(reports, "probe", "rate-" + rate, CLASSES)).onStep(state);
        }
      }, 0.1, 0.2).run(train, validation, test);
    }
    assertArrayEquals(run(train, 0.1, 0.2).classifier().weights(), outcome.classifier().weights());
    List<Persistable> reports = ProbeReports.read(file);
    assertEquals(Set.of("rate-0.1", "rate-0.2"),
        reports.stream().map(Persistable::getWorkerID).collect(Collectors.toSet()));
    SbeStatsReport last = (SbeStatsReport) reports.get(reports.size() - 2); // of 0.1, which is the best
    assertEquals(79, last.getIterationCount());
    assertEquals(meanMagnitude(outcome.classifier().weights()), last.getMeanMagnitudes(StatsType.Parameters).get("0_W"),
        1e-6);
    assertTrue(last.getMeanMagnitudes(StatsType.Updates).get("0_W") > 0);
  }

  /** Returns that of the weights without the biases, which are the last row. */
  private static double meanMagnitude(float[] weights) {
    return IntStream.range(0, WIDTH * CLASSES).mapToDouble(i -> Math.abs(weights[i])).average().orElseThrow();
  }

  /** The validation labels contradict the training labels, so a rate at which nothing is learned is better. */
  @Test
  void testImagesDoNotAffectSelection() {
    Features contradicting = new Features(validation.rows(), relabeled(validation));
    LinearProbe.Outcome outcome = probe(SILENT, 1e-9, 0.1).run(train, contradicting, test);
    assertTrue(outcome.rates().best() <= 1e-9, "accuracies " + outcome.rates().accuracies());
    assertTrue(outcome.test().accuracy() < 1, "accuracy " + outcome.test().accuracy());
  }

  @Test
  void isReproducible() {
    assertArrayEquals(run(train, 0.1).classifier().weights(), run(train, 0.1).classifier().weights());
  }

  /** But for the order in which OpenBLAS sums the products of matrices of different sizes. */
  @Test
  void ratesThatAreTrainedInTheSameStepsAreIndependent() {
    assertArrayEquals(run(train, 0.1).classifier().weights(), run(train, 0.1, 1e-9, 1e-8).classifier().weights(),
        1e-5f);
  }

  @Test
  void reportsProgress() {
    List<String> epochs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    probe((rate, epoch, loss) -> {
      epochs.add(rate + " " + epoch);
      losses.add(loss);
    }, 0.1, 0.2).run(train, validation, test);
    assertEquals(20, epochs.size());
    assertEquals(List.of("0.1 1", "0.2 1", "0.1 2"), epochs.subList(0, 3));
    assertEquals("0.2 10", epochs.get(19));
    assertTrue(losses.get(18) < losses.get(0) / 2, "losses " + losses);
  }

  private LinearProbe.Outcome run(Features features, double... rates) {
    return probe(SILENT, rates).run(features, validation, test);
  }

  private static LinearProbe probe(LinearProbe.ProbeTrainingListener progress, double... rates) {
    return new LinearProbe(config(rates), 1, progress);
  }

  private static ProbeConfig config(double... rates) {
    return new ProbeConfig(10, 50, Arrays.stream(rates).boxed().toList(), 0.9, 1, true);
  }

  private static Features scaled(Features features) {
    float[][] rows = new float[features.rows().length][WIDTH];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = (float) (Math.pow(10, j - 3) * (features.rows()[i][j] + 5));
      }
    }
    return new Features(rows, features.images());
  }

  private static ImageSet relabeled(Features features) {
    int[] labels = new int[features.images().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (features.images().label(i) + 1) % CLASSES;
    }
    return FeatureSets.labeled(CLASSES, labels);
  }
}
