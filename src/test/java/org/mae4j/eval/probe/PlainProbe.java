package org.mae4j.eval.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.mae4j.base.Seeds;
import org.mae4j.config.ProbeConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.eval.Features;

/** The linear probe in double precision and in plain loops: batch norm, softmax, SGD with Nesterov momentum, cosine. */
final class PlainProbe {
  private final double[][] weights;
  private final double[][] velocities;
  private final double[] mean;
  private final double[] variance;
  private int steps;

  PlainProbe(long seed, int width, int classes) {
    float[] initial = LinearProbe.initial(seed, width, classes);
    this.weights = new double[width + 1][classes]; // the bias is the last row
    for (int i = 0; i < initial.length; i++) {
      weights[i / classes][i % classes] = initial[i];
    }
    this.velocities = new double[width + 1][classes];
    this.mean = new double[width];
    this.variance = new double[width];
  }

  void train(Features train, ProbeConfig config, long seed) {
    int steps = train.rows().length / config.batch();
    for (int step = 0; step < steps * config.epochs(); step++) {
      int[] order = EpochOrder.of(Seeds.derive(seed, "order"), step / steps, train.rows().length);
      int from = step % steps * config.batch();
      double rate = config.learningRates().get(0) * (1 + Math.cos(Math.PI * step / (steps * config.epochs()))) / 2;
      step(train, Arrays.copyOfRange(order, from, from + config.batch()), rate, config.momentum());
    }
  }

  private void step(Features train, int[] images, double rate, double momentum) {
    steps++;
    double[] means = new double[mean.length];
    double[] variances = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      int feature = j;
      double center = Arrays.stream(images).mapToDouble(i -> train.rows()[i][feature]).average().orElseThrow();
      means[j] = center;
      variances[j] = Arrays.stream(images).mapToDouble(i -> Math.pow(train.rows()[i][feature] - center, 2)).average()
          .orElseThrow();
      mean[j] = 0.9 * mean[j] + 0.1 * means[j];
      variance[j] = 0.9 * variance[j] + 0.1 * variances[j];
    }
    double[][] gradient = new double[weights.length][weights[0].length];
    for (int image : images) {
      double[] input = normalized(train.rows()[image], means, variances);
      double[] shares = softmax(logits(input));
      shares[train.images().label(image)] -= 1;
      for (int j = 0; j < input.length; j++) {
        for (int c = 0; c < shares.length; c++) {
          gradient[j][c] += input[j] * shares[c] / images.length;
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      for (int c = 0; c < weights[j].length; c++) {
        velocities[j][c] = momentum * velocities[j][c] - rate * gradient[j][c];
        weights[j][c] += momentum * velocities[j][c] - rate * gradient[j][c];
      }
    }
  }

  /** Returns the normalized row, and 1 for the bias. */
  private static double[] normalized(float[] row, double[] means, double[] variances) {
    double[] input = new double[row.length + 1];
    for (int j = 0; j < row.length; j++) {
      input[j] = (row[j] - means[j]) / Math.sqrt(variances[j] + 1e-5);
    }
    input[row.length] = 1;
    return input;
  }

  private double[] logits(double[] input) {
    double[] logits = new double[weights[0].length];
    for (int j = 0; j < input.length; j++) {
      for (int c = 0; c < logits.length; c++) {
        logits[c] += input[j] * weights[j][c];
      }
    }
    return logits;
  }

  private static double[] softmax(double[] logits) {
    double[] powers = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  int[] predict(Features features) {
    double weights = 1 - Math.pow(0.9, steps);
    double[] means = Arrays.stream(mean).map(value -> value / weights).toArray();
    double[] variances = Arrays.stream(variance).map(value -> value / weights).toArray();
    return Arrays.stream(features.rows()).mapToInt(row -> {
      double[] logits = logits(normalized(row, means, variances));
      int best = 0;
      for (int c = 1; c < logits.length; c++) {
        best = logits[c] > logits[best] ? c : best;
      }
      return best;
    }).toArray();
  }

  void requireSameWeights(float[] trained) {
    for (int j = 0; j < weights.length; j++) {
      for (int c = 0; c < weights[j].length; c++) {
        assertEquals(weights[j][c], trained[j * weights[j].length + c], 1e-5, "weight " + j + " of class " + c);
      }
    }
  }
}
