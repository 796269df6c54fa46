package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.layer.Parameters;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  private GradientCheck() {}

  static void verify(SameDiff graph, String loss, Parameters parameters, Consumer<GraphPlan> feed) {
    verify(graph, loss, parameters, feed, STEP);
  }

  /** Checks the derivative with respect to every parameter in a random direction, which all its values contribute to. */
  static void verify(SameDiff graph, String loss, Parameters parameters, Consumer<GraphPlan> feed, double step) {
    try (GraphPlan gradients = GraphPlan.gradients(graph, loss, parameters.names());
        GraphPlan forward = GraphPlan.forward(graph, loss)) {
      feed.accept(gradients);
      feed.accept(forward);
      gradients.run();
      for (String name : parameters.names()) {
        INDArray parameter = parameters.get(name);
        INDArray direction = direction(parameter.shape(), name);
        double analytic = gradients.output(name).mul(direction).sumNumber().doubleValue();
        double numeric = difference(forward, loss, parameter, direction.mul(step)) / step;
        double error = Math.abs(analytic - numeric);
        assertTrue(error <= ROUNDING / step + TOLERANCE * Math.abs(numeric), // false for NaN
            name + ": gradient " + analytic + ", central difference " + numeric);
      }
    }
  }

  /** Returns half of the difference of the losses on both sides. */
  private static double difference(GraphPlan plan, String loss, INDArray parameter, INDArray change) {
    try (INDArray values = parameter.dup()) {
      parameter.addi(change);
      plan.run();
      double above = plan.output(loss).getDouble(0);
      parameter.assign(values).subi(change);
      plan.run();
      double below = plan.output(loss).getDouble(0);
      parameter.assign(values);
      return (above - below) / 2;
    }
  }

  /** Returns an array of length 1 whose direction has no preference. */
  private static INDArray direction(long[] shape, String name) {
    Random random = new Random(name.hashCode());
    double[] values = DoubleStream.generate(random::nextGaussian)
        .limit(Arrays.stream(shape).reduce(1, Math::multiplyExact)).toArray();
    INDArray direction = Nd4j.createFromArray(values).reshape(shape);
    return direction.divi(direction.norm2Number());
  }
}
