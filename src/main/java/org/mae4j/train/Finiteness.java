package org.mae4j.train;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether what a step computed are numbers that can be learnt from. */
final class Finiteness {
  private Finiteness() {}

  /** One line that names what is not finite, step, epoch, rate and the first parameter affected; empty if all is. */
  static Optional<String> problem(StepReport report, Map<String, INDArray> gradients) {
    boolean loss = !Double.isFinite(report.loss());
    if (!loss && Double.isFinite(report.gradientNorm())) {
      return Optional.empty();
    }
    String first = gradients.entrySet().stream()
        .filter(entry -> !Double.isFinite(entry.getValue().norm2Number().doubleValue()))
        .map(Map.Entry::getKey).findFirst().orElse(loss ? "none" : "the parameters together");
    String what = loss ? "the loss" : "the gradient of " + first;
    String affected = loss ? ", first gradient affected: " + first : "";
    return Optional.of(String.format("%s is not finite at step %d (epoch %.2f, learning rate %.3g%s)", what,
        report.step(), report.epoch(), report.learningRate(), affected));
  }
}
