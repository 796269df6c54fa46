package org.mae4j.eval.probe;

import java.util.Arrays;
import org.mae4j.engine.HostCopy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear classifiers of the same inputs that are trained in the same steps by SGD with Nesterov momentum, each at its own
 * learning rate. One matrix has the weights of all, so that a batch is copied and multiplied once.
 */
final class SoftmaxRegression implements AutoCloseable {
  private final int classes;
  private final int outputs;
  /** Weights {@code [width][outputs]}, then the biases; the outputs of a classifier are next to each other. */
  private final float[] weights;
  private final float[] velocities;
  private final float[] changes;
  private final INDArray input; // [batch, width]
  private final INDArray matrix; // [width, outputs]
  private final INDArray logits; // [batch, outputs], column by column, as ND4J's products are
  private final INDArray errors; // [outputs, batch]
  private final INDArray gradient; // [outputs, width], column by column

  /**
   * Creates classifiers that start with the same weights.
   *
   * @param batch number of rows of a step
   * @param initial weights {@code [width + 1][classes]}; the last row has the biases
   */
  SoftmaxRegression(int classifiers, int batch, int classes, float[] initial) {
    int width = initial.length / classes - 1;
    this.classes = classes;
    this.outputs = classifiers * classes;
    this.weights = new float[initial.length * classifiers];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = initial[i / outputs * classes + i % classes];
    }
    this.velocities = new float[weights.length];
    this.changes = new float[weights.length];
    this.input = Nd4j.create(DataType.FLOAT, new long[] {batch, width}, 'c');
    this.matrix = Nd4j.create(DataType.FLOAT, new long[] {width, outputs}, 'c');
    this.logits = Nd4j.create(DataType.FLOAT, new long[] {batch, outputs}, 'f');
    this.errors = Nd4j.create(DataType.FLOAT, new long[] {outputs, batch}, 'c');
    this.gradient = Nd4j.create(DataType.FLOAT, new long[] {outputs, width}, 'f');
  }

  /** Returns the weights of a classifier, {@code [width + 1][classes]}; the last row has the biases. */
  float[] weights(int classifier) {
    return part(weights, classifier);
  }

  /** Returns what the last step added to the weights of a classifier, {@code [width + 1][classes]}. */
  float[] changes(int classifier) {
    return part(changes, classifier);
  }

  private float[] part(float[] values, int classifier) {
    float[] part = new float[values.length / outputs * classes];
    for (int row = 0; row < values.length / outputs; row++) {
      System.arraycopy(values, row * outputs + classifier * classes, part, row * classes, classes);
    }
    return part;
  }

  /**
   * Takes a step.
   *
   * @param rows inputs, {@code [batch · width]}
   * @param labels class of each row
   * @param rates learning rate of each classifier
   * @return mean cross-entropy of each classifier before the step, in nats
   */
  double[] step(float[] rows, int[] labels, double[] rates, double momentum) {
    HostCopy.write(rows, input);
    HostCopy.write(Arrays.copyOf(weights, weights.length - outputs), matrix);
    Nd4j.gemm(input, matrix, logits, false, false, 1, 0);
    float[] scores = HostCopy.read(logits.transpose());
    float[] slopes = new float[weights.length];
    double[] losses = new double[rates.length];
    for (int i = 0; i < rates.length * labels.length; i++) {
      int classifier = i / labels.length;
      losses[classifier] += differentiate(scores, classifier, i % labels.length, labels, slopes);
    }
    HostCopy.write(scores, errors);
    Nd4j.gemm(errors, input, gradient, false, false, 1, 0);
    System.arraycopy(HostCopy.read(gradient.transpose()), 0, slopes, 0, slopes.length - outputs);
    update(slopes, rates, (float) momentum);
    return losses;
  }

  /**
   * Replaces the logits of a row by the derivatives of the mean loss, and adds those of the biases to {@code slopes}.
   *
   * @param scores logits without biases, {@code [outputs][batch]}
   * @return the part of the row in the mean loss
   */
  private double differentiate(float[] scores, int classifier, int row, int[] labels, float[] slopes) {
    int first = classifier * classes;
    int biases = weights.length - outputs;
    double[] shares = new double[classes];
    for (int c = 0; c < classes; c++) {
      shares[c] = (double) scores[(first + c) * labels.length + row] + weights[biases + first + c];
    }
    double loss = softmax(shares, labels[row]);
    for (int c = 0; c < classes; c++) {
      float slope = (float) ((shares[c] - (c == labels[row] ? 1 : 0)) / labels.length);
      scores[(first + c) * labels.length + row] = slope;
      slopes[biases + first + c] += slope;
    }
    return loss / labels.length;
  }

  /** Replaces logits by probabilities. @return the cross-entropy of class {@code label} */
  private static double softmax(double[] logits, int label) {
    double highest = Arrays.stream(logits).max().orElseThrow();
    double own = logits[label] - highest;
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = Math.exp(logits[c] - highest);
      sum += logits[c];
    }
    for (int c = 0; c < logits.length; c++) {
      logits[c] /= sum;
    }
    return Math.log(sum) - own;
  }

  private void update(float[] slopes, double[] rates, float momentum) {
    for (int i = 0; i < weights.length; i++) {
      float slope = (float) rates[i % outputs / classes] * slopes[i];
      velocities[i] = momentum * velocities[i] - slope;
      changes[i] = momentum * velocities[i] - slope;
      weights[i] += changes[i];
    }
  }

  @Override
  public void close() {
    for (INDArray array : new INDArray[] {input, matrix, logits, errors, gradient}) {
      array.close();
    }
  }
}
