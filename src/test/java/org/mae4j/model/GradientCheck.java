package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.layer.Parameters;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares the gradients of a graph in double precision with central differences.
 *
 * <p>The error of a central difference with step h is about h²/6 times the third derivative, 1e-11 for the default step
 * and functions that vary over lengths around 1, plus the rounding of the loss over h, 1e-16/1e-5 = 1e-11. The
 * tolerance of 1e-6 leaves room for functions that vary faster. A missing term or a value in single precision causes a
 * far larger error.
 */
final class GradientCheck {
  static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;
  /** Rounding of a loss of about 1 to 50. It matters to gradients that are exactly 0, such as that of the key bias. */
  private static final double ROUNDING = 1e-14;
  private static final int COORDINATES = 4;

  private GradientCheck() {}

  static void verify(SameDiff graph, String loss, Parameters parameters, Consumer<GraphPlan> feed) {
    verify(graph, loss, parameters, feed, STEP);
  }

  /** Checks some coordinates of every parameter. */
  static void verify(SameDiff graph, String loss, Parameters parameters, Consumer<GraphPlan> feed, double step) {
    try (GraphPlan gradients = GraphPlan.gradients(graph, loss, parameters.names());
        GraphPlan forward = GraphPlan.forward(graph, loss)) {
      feed.accept(gradients);
      feed.accept(forward);
      gradients.run();
      for (String name : parameters.names()) {
        for (long i : coordinates(parameters.get(name).length(), name)) {
          double analytic = gradients.output(name).getDouble(i);
          double numeric = difference(forward, loss, parameters.get(name), i, step);
          double error = Math.abs(analytic - numeric);
          assertTrue(error <= ROUNDING / step + TOLERANCE * Math.abs(numeric), // false for NaN
              name + "[" + i + "]: gradient " + analytic + ", central difference " + numeric);
        }
      }
    }
  }

  private static double difference(GraphPlan plan, String loss, INDArray array, long i, double step) {
    double value = array.getDouble(i);
    array.putScalar(i, value + step);
    plan.run();
    double above = plan.output(loss).getDouble(0);
    array.putScalar(i, value - step);
    plan.run();
    double below = plan.output(loss).getDouble(0);
    array.putScalar(i, value);
    return (above - below) / (2 * step);
  }

  /** Returns all indices of a small array, and random indices of a large one. */
  private static long[] coordinates(long length, String name) {
    return length <= COORDINATES
        ? LongStream.range(0, length).toArray()
        : new Random(name.hashCode()).longs(COORDINATES, 0, length).toArray();
  }
}
