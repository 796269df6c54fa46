package org.mae4j.train;

/** The loss or a gradient is not finite; the step was not applied. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param problem what is not finite, and where */
  DivergedException(String problem) {
    super(problem + "; the step was not applied");
  }
}
