package org.mae4j.eval;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
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
 * A linear classifier on frozen features (arXiv 2111.06377, A.1): batch norm without gain and bias, then softmax, as
 * a DL4J network trained by SGD with momentum and half a cosine. The configured learning rate with the best
 * validation accuracy is chosen; only its classifier is evaluated on the test set.
 */
public final class LinearProbe {
  private static final int BLOCK = 1024;

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
   * @param learningRate that was chosen on the validation images
   * @param network the classifier, for its summary
   */
  public record Outcome(double learningRate, Scores validation, Scores test, MultiLayerNetwork network) {}

  /** Trains a classifier for each learning rate and returns the result of the best. */
  public Outcome run(Features train, Features validation, Features test, Progress progress) {
    double bestRate = 0;
    Scores best = null;
    MultiLayerNetwork bestNetwork = null;
    for (double rate : config.learningRates()) {
      MultiLayerNetwork network = train(train, rate, progress);
      Scores scores = score(network, validation);
      if (best == null || scores.accuracy() > best.accuracy()) {
        best = scores;
        bestRate = rate;
        bestNetwork = network;
      }
    }
    return new Outcome(bestRate, best, score(bestNetwork, test), bestNetwork);
  }

  private MultiLayerNetwork train(Features train, double rate, Progress progress) {
    int batch = Math.min(config.batch(), train.rows().length);
    int steps = train.rows().length / batch;
    MultiLayerNetwork network = network(train.width(), train.images().classNames().size(),
        new CosineSchedule(rate, (long) steps * config.epochs()));
    network.setListeners(progress.listeners(rate, (long) steps * config.epochs()));
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      int[] order = EpochOrder.of(Seeds.derive(seed, "order"), epoch, train.rows().length);
      double loss = 0;
      for (int step = 0; step < steps; step++) {
        loss += fit(network, train, order, step * batch, batch);
      }
      progress.onEpoch(rate, epoch + 1, loss / steps);
    }
    return network;
  }

  private static double fit(MultiLayerNetwork network, Features train, int[] order, int from, int count) {
    int width = train.width();
    float[] rows = new float[count * width];
    float[][] labels = new float[count][train.images().classNames().size()];
    for (int i = 0; i < count; i++) {
      System.arraycopy(train.rows()[order[from + i]], 0, rows, i * width, width);
      labels[i][train.images().label(order[from + i])] = 1;
    }
    try (INDArray features = Nd4j.createFromArray(rows); INDArray targets = Nd4j.createFromArray(labels)) {
      network.fit(features.reshape(count, width), targets);
      return network.score();
    }
  }

  private MultiLayerNetwork network(int width, int classes, CosineSchedule schedule) {
    MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
        .seed(Seeds.derive(seed, "weights"))
        .updater(Nesterovs.builder().learningRateSchedule(schedule).momentum(config.momentum()).build())
        .list()
        .layer(new BatchNormalization.Builder().nIn(width).nOut(width).lockGammaBeta(true).build())
        .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nIn(width).nOut(classes)
            .activation(Activation.SOFTMAX).weightInit(WeightInit.XAVIER).build())
        .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static Scores score(MultiLayerNetwork network, Features features) {
    float[][] predictions = new float[features.rows().length][];
    for (int from = 0; from < predictions.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, predictions.length);
      float[][] rows = Arrays.copyOfRange(features.rows(), from, to);
      try (INDArray input = Nd4j.createFromArray(rows)) {
        System.arraycopy(network.output(input).toFloatMatrix(), 0, predictions, from, to - from);
      }
    }
    return Scores.of(predictions, features.images());
  }
}
