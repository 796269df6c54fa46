package org.mae4j.ops.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxTest {
  private final Random random = new Random(1);

  /** Rows in one block, in several with a shorter last one, and longer than a block. */
  @ParameterizedTest
  @CsvSource({"5,7", "70,65", "2,3000"})
  void hasTheBitsOfEachRowAlone(int queries, int keys) {
    float[] first = random(queries * keys);
    float[] second = random(queries * keys);
    try (INDArray weights = array(2, queries, keys, first, second)) {
      new Softmax(weights).apply(1);
      for (int row = 0; row < queries; row++) {
        softmax(second, row * keys, (row + 1) * keys);
      }
      assertHolds(weights, first, second);
    }
  }

  private static void softmax(float[] values, int from, int to) {
    float[] row = Arrays.copyOfRange(values, from, to);
    float largest = row[0];
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] -= largest;
    }
    new Exponential().apply(row, row.length);
    float factor = 1 / Sums.sum(row);
    for (int i = 0; i < row.length; i++) {
      values[from + i] = row[i] * factor;
    }
  }

  @ParameterizedTest
  @CsvSource({"5,7", "70,65", "2,3000"})
  void gradientHasTheBitsOfEachRowAlone(int queries, int keys) {
    float[] weights = random(queries * keys);
    float[] gradient = random(queries * keys);
    try (INDArray p = array(2, queries, keys, random(weights.length), weights);
        INDArray g = array(1, queries, keys, gradient)) {
      new SoftmaxGradient(p, g).apply(1);
      for (int from = 0; from < weights.length; from += keys) {
        float along = Sums.dot(gradient, weights, from, from + keys);
        for (int i = from; i < from + keys; i++) {
          gradient[i] = weights[i] * (gradient[i] - along);
        }
      }
      assertHolds(g, gradient);
    }
  }

  /** A plan has both for each block of a transformer, and each thread has a plan. */
  @Test
  void keepsFewRowsOnTheHeap() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (INDArray weights = Nd4j.create(DataType.FLOAT, 1, 1025, 1025); INDArray gradient = weights.ulike()) {
      new SoftmaxGradient(weights, gradient);
      new Softmax(weights);
      long before = threads.getCurrentThreadAllocatedBytes();
      new SoftmaxGradient(weights, gradient);
      new Softmax(weights);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < 100_000, bytes + " bytes");
    }
  }

  private float[] random(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 10 * random.nextFloat();
    }
    return values;
  }

  private static INDArray array(int matrices, int rows, int columns, float[]... values) {
    INDArray array = Nd4j.create(DataType.FLOAT, matrices, rows, columns);
    Rows target = new Rows(array);
    for (int i = 0; i < matrices * rows; i++) {
      target.write(i, values[i / rows], i % rows * columns);
    }
    return array;
  }

  private static void assertHolds(INDArray array, float[]... expected) {
    Rows rows = new Rows(array);
    int perMatrix = rows.count() / expected.length;
    for (int i = 0; i < expected.length; i++) {
      float[] values = new float[expected[i].length];
      for (int row = 0; row < perMatrix; row++) {
        rows.read(i * perMatrix + row, values, row * rows.width());
      }
      assertArrayEquals(expected[i], values);
    }
  }
}
