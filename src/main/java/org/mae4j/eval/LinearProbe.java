package org.mae4j.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.mae4j.base.Seeds;
import org.mae4j.config.ProbeConfig;
import org.mae4j.data.EpochOrder;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A linear classifier on frozen features (arXiv 2111.06377, A.1): batch norm without gain and bias, then softmax. The
 * softmax is a DL4J network, trained by SGD with Nesterov momentum and half a cosine. The learning rate with the best
 * validation accuracy is chosen, and the grid of rates is widened until it is inside. Only its classifier is evaluated
 * on the test set.
 */
public final class LinearProbe {
  private static final int BLOCK = 1024;
  /** Enough for four powers of ten; a rate that is still best then has no effect, or none that helps. */
  private static final int MAXIMUM_WIDENINGS = 8;

  private final ProbeConfig config;
  private final long seed;

  /** @param seed of initial weights and order */
  public LinearProbe(ProbeConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** Observes the training. */
  @FunctionalInterface
  public interface Progress {
    /** Called after each epoch. */
    void onEpoch(double learningRate, int epoch, double meanLoss);

    /**
     * Returns the listeners of the classifier of a learning rate.
     *
     * @param steps number of steps of its training
     */
    default List<TrainingListener> listeners(double learningRate, long steps) {
      return List.of();
    }
  }

  /**
   * The result.
   *
   * @param rates all learning rates that were tried; the best was chosen
   * @param network softmax on normalized features
   */
  public record Outcome(LearningRates rates, Scores validation, Scores test, MultiLayerNetwork network) {}

  /** A trained classifier with its scores on validation. */
  private record Trained(FeatureNorm norm, MultiLayerNetwork network, Scores validation) {}

  /** Trains a classifier for each learning rate and returns the result of the best. */
  public Outcome run(Features train, Features validation, Features test, Progress progress) {
    Map<Double, Trained> trained = new TreeMap<>();
    config.learningRates().forEach(rate -> trained.put(rate, train(train, validation, rate, progress)));
    for (int added = 0; added < MAXIMUM_WIDENINGS && rates(trained).wider().isPresent(); added++) {
      double rate = rates(trained).wider().getAsDouble();
      trained.put(rate, train(train, validation, rate, progress));
    }
    LearningRates rates = rates(trained);
    Trained best = trained.get(rates.best());
    return new Outcome(rates, best.validation(), score(best.norm(), best.network(), test), best.network());
  }

  private static LearningRates rates(Map<Double, Trained> trained) {
    TreeMap<Double, Double> accuracies = new TreeMap<>();
    trained.forEach((rate, classifier) -> accuracies.put(rate, classifier.validation().accuracy()));
    return new LearningRates(accuracies);
  }

  private Trained train(Features train, Features validation, double rate, Progress progress) {
    int batch = Math.min(config.batch(), train.rows().length);
    int steps = train.rows().length / batch;
    FeatureNorm norm = new FeatureNorm(train.width());
    MultiLayerNetwork network = network(train.width(), train.images().classNames().size(),
        new CosineSchedule(rate, (long) steps * config.epochs()));
    network.setListeners(progress.listeners(rate, (long) steps * config.epochs()));
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      int[] order = EpochOrder.of(Seeds.derive(seed, "order"), epoch, train.rows().length);
      double loss = 0;
      for (int step = 0; step < steps; step++) {
        loss += fit(norm, network, train, Arrays.copyOfRange(order, step * batch, (step + 1) * batch));
      }
      progress.onEpoch(rate, epoch + 1, loss / steps);
    }
    return new Trained(norm, network, score(norm, network, validation));
  }

  private static double fit(FeatureNorm norm, MultiLayerNetwork network, Features train, int[] images) {
    float[] rows = rows(train, images);
    norm.train(rows);
    float[][] labels = new float[images.length][train.images().classNames().size()];
    for (int i = 0; i < images.length; i++) {
      labels[i][train.images().label(images[i])] = 1;
    }
    try (INDArray features = Nd4j.createFromArray(rows); INDArray targets = Nd4j.createFromArray(labels)) {
      network.fit(features.reshape(images.length, train.width()), targets);
      return network.score();
    }
  }

  private MultiLayerNetwork network(int width, int classes, CosineSchedule schedule) {
    MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
        .seed(Seeds.derive(seed, "weights"))
        .updater(Nesterovs.builder().learningRateSchedule(schedule).momentum(config.momentum()).build())
        .list()
        .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nIn(width).nOut(classes)
            .activation(Activation.SOFTMAX).weightInit(WeightInit.XAVIER).build())
        .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static Scores score(FeatureNorm norm, MultiLayerNetwork network, Features features) {
    float[][] predictions = new float[features.rows().length][];
    for (int from = 0; from < predictions.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, predictions.length);
      float[] rows = rows(features, IntStream.range(from, to).toArray());
      norm.evaluate(rows);
      try (INDArray input = Nd4j.createFromArray(rows)) {
        System.arraycopy(network.output(input.reshape(to - from, features.width())).toFloatMatrix(), 0, predictions,
            from, to - from);
      }
    }
    return Scores.of(predictions, features.images());
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
