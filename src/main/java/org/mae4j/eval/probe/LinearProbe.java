package org.mae4j.eval.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mae4j.base.Seeds;
import org.mae4j.config.ProbeConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.eval.Features;
import org.mae4j.eval.Scores;

/**
 * A linear classifier on frozen features (arXiv 2111.06377, A.1): batch norm without gain and bias, then softmax,
 * trained by SGD with Nesterov momentum and half a cosine. The learning rate with the best validation accuracy is
 * chosen, and the grid of rates is widened until it is inside. Only its classifier is evaluated on the test set.
 */
public final class LinearProbe {
  /** Enough for four powers of ten; a rate that is still best then has no effect, or none that helps. */
  private static final int MAXIMUM_WIDENINGS = 8;
  /** Standard deviation of the initial weights. */
  private static final double DEVIATION = 0.01;

  private final ProbeConfig config;
  private final long seed;
  private final ProbeTrainingListener progress;

  /** @param seed of the initial weights and the order of the images */
  public LinearProbe(ProbeConfig config, long seed, ProbeTrainingListener progress) {
    this.config = config;
    this.seed = seed;
    this.progress = progress;
  }

  /** Observes the training. */
  @FunctionalInterface
  public interface ProbeTrainingListener {
    /** Called for each learning rate after each epoch. */
    void onEpoch(double learningRate, int epoch, double meanLoss);

    /** Returns whether {@link #onStep} is called after step {@code step} of {@code steps}, from 0. */
    default boolean listensTo(long step, long steps) {
      return false;
    }

    /** Called for each learning rate after the steps that are observed. */
    default void onStep(ProbeState state) {}
  }

  /**
   * The result.
   *
   * @param rates all learning rates that were tried; the best was chosen
   * @param classifier the chosen one
   */
  public record Outcome(LearningRates rates, Scores validation, Scores test, LinearClassifier classifier) {}

  /** A trained classifier with its scores on validation. */
  private record Trained(LinearClassifier classifier, Scores validation) {}

  /** Trains a classifier for each learning rate and returns the result of the best. */
  public Outcome run(Features train, Features validation, Features test) {
    SortedMap<Double, Trained> trained = new TreeMap<>(train(config.learningRates(), train, validation));
    for (int added = 0; added < MAXIMUM_WIDENINGS && rates(trained).wider().isPresent(); added++) {
      trained.putAll(train(List.of(rates(trained).wider().getAsDouble()), train, validation));
    }
    LearningRates rates = rates(trained);
    Trained best = trained.get(rates.best());
    LinearClassifier classifier = best.classifier();
    return new Outcome(rates, best.validation(),
        score(classifier.normalization(), List.of(classifier.weights()), test).get(0), classifier);
  }

  private static LearningRates rates(SortedMap<Double, Trained> trained) {
    SortedMap<Double, Double> accuracies = new TreeMap<>();
    trained.forEach((rate, classifier) -> accuracies.put(rate, classifier.validation().accuracy()));
    return new LearningRates(accuracies);
  }

  private SortedMap<Double, Trained> train(List<Double> rates, Features train, Features validation) {
    int batch = Math.min(config.batch(), train.rows().length);
    RunningBatchNorm norm = new RunningBatchNorm(train.width());
    SortedMap<Double, Trained> trained = new TreeMap<>();
    int classes = train.images().classNames().size();
    float[] initial = initial(seed, train.width(), classes);
    try (SoftmaxRegression classifiers = new SoftmaxRegression(rates.size(), batch, classes, initial)) {
      for (int epoch = 0; epoch < config.epochs(); epoch++) {
        epoch(epoch, norm, classifiers, rates, train, batch);
      }
      List<float[]> weights = IntStream.range(0, rates.size()).mapToObj(classifiers::weights).toList();
      FeatureNormalization normalization = norm.evaluation();
      List<Scores> scores = score(normalization, weights, validation);
      for (int i = 0; i < rates.size(); i++) {
        trained.put(rates.get(i), new Trained(new LinearClassifier(normalization, weights.get(i)), scores.get(i)));
      }
    }
    return trained;
  }

  /** Returns weights from N(0, 0.01²), as in the code of the paper, and biases of 0. */
  static float[] initial(long seed, int width, int classes) {
    Random random = new Random(Seeds.derive(seed, "weights"));
    float[] weights = new float[(width + 1) * classes];
    for (int i = 0; i < width * classes; i++) {
      weights[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return weights;
  }

  /** Trains for an epoch; the images of the last batch, if it is not full, take no part. */
  private void epoch(int epoch, RunningBatchNorm norm, SoftmaxRegression classifiers, List<Double> rates,
      Features train,
      int batch) {
    int steps = train.rows().length / batch;
    long all = (long) steps * config.epochs();
    int[] order = EpochOrder.of(Seeds.derive(seed, "order"), epoch, train.rows().length);
    double[] sums = new double[rates.size()];
    for (int i = 0; i < steps; i++) {
      long step = (long) epoch * steps + i;
      int[] images = Arrays.copyOfRange(order, i * batch, (i + 1) * batch);
      float[] rows = rows(train, images);
      norm.train(rows);
      double factor = 0.5 * (1 + Math.cos(Math.PI * step / all));
      double[] losses = classifiers.step(rows, Arrays.stream(images).map(train.images()::label).toArray(),
          rates.stream().mapToDouble(rate -> rate * factor).toArray(), config.momentum());
      Arrays.setAll(sums, r -> sums[r] + losses[r] / steps);
      if (progress.listensTo(step, all)) {
        IntStream.range(0, losses.length).forEach(r -> progress.onStep(
            new ProbeState(rates.get(r), step, batch, losses[r], classifiers.weights(r),
                classifiers.changes(r))));
      }
    }
    IntStream.range(0, sums.length).forEach(r -> progress.onEpoch(rates.get(r), epoch + 1, sums[r]));
  }

  /** Evaluates several classifiers, so that each row is normalized once. */
  private static List<Scores> score(FeatureNormalization normalization, List<float[]> weights, Features features) {
    int[][] predicted = new int[weights.size()][features.rows().length];
    for (int i = 0; i < features.rows().length; i++) {
      float[] row = normalization.apply(features.rows()[i]);
      for (int c = 0; c < predicted.length; c++) {
        predicted[c][i] = highest(LinearClassifier.logits(row, weights.get(c)));
      }
    }
    return Arrays.stream(predicted).map(classes -> Scores.of(classes, features.images())).toList();
  }

  private static int highest(double[] logits) {
    return IntStream.range(0, logits.length).reduce(0, (best, c) -> logits[c] > logits[best] ? c : best);
  }

  private static float[] rows(Features features, int[] images) {
    int width = features.width();
    float[] rows = new float[images.length * width];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(features.rows()[images[i]], 0, rows, i * width, width);
    }
    return rows;
  }
}
