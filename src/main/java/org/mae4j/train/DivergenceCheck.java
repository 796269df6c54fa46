package org.mae4j.train;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks that the loss and the gradients of a step are finite. */
final class DivergenceCheck {
  private DivergenceCheck() {}

  /**
   * Returns a line that says what is not finite, with step, epoch, learning rate and the first such parameter; empty
   * if all is finite.
   *
   * @param squaredNorms squared norms of the gradients, in the order of {@code parameters}
   */
  static Optional<String> problem(StepReport report, Collection<String> parameters, double[] squaredNorms) {
    boolean byLoss = !Double.isFinite(report.loss());
    if (!byLoss && Double.isFinite(report.gradientNorm())) {
      return Optional.empty();
    }
    String first = IntStream.range(0, squaredNorms.length).filter(i -> !Double.isFinite(squaredNorms[i]))
        .mapToObj(List.copyOf(parameters)::get).findFirst().orElse(byLoss ? "none" : "the parameters together");
    String what = byLoss ? "the loss" : "the gradient of " + first;
    String affected = byLoss ? ", first gradient affected: " + first : "";
    return Optional.of(String.format(Locale.ROOT,
        "%s is not finite at step %d (epoch %.2f, learning rate %.3g%s)", what, report.step() + 1, report.epoch(),
        report.learningRate(), affected));
  }
}
