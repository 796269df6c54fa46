package org.mae4j.train;

/** The loss or a gradient is no finite number; the step was not applied. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String what, StepReport report) {
    super(String.format("%s is not finite at step %d (epoch %.2f, learning rate %.3g); the step was not applied. "
        + "Lower the learning rate, lengthen the warm-up or set clipNorm.", what, report.step(), report.epoch(),
        report.learningRate()));
  }
}
