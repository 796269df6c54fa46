package org.mae4j.train;

/** An exception for a loss or a gradient that is not finite. The step was not applied. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String NOT_APPLIED = "; the step was not applied";

  /** @param problem what is not finite, and where */
  DivergedException(String problem) {
    super(problem + NOT_APPLIED);
  }

  /** Returns whether {@code reason}, by which a run failed, is the message of such an exception, perhaps with more. */
  public static boolean isReason(String reason) {
    return reason.contains(NOT_APPLIED);
  }
}
