package org.mae4j.train;

/** An exception for a loss or a gradient that is not finite. A step was not applied, or validation found the loss. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String NOT_APPLIED = "; the step was not applied";
  private static final String VALIDATION = "the validation loss is not finite";

  private DivergedException(String problem, String end) {
    super(problem + end);
  }

  /** @param problem what is not finite, and where */
  DivergedException(String problem) {
    this(problem, NOT_APPLIED);
  }

  /** Returns the exception for a loss of the validation images that is not finite after {@code epoch}. */
  public static DivergedException ofValidation(int epoch) {
    return new DivergedException(VALIDATION, " after epoch " + epoch);
  }

  /** Returns whether {@code reason}, by which a run failed, is the message of such an exception, perhaps with more. */
  public static boolean isReason(String reason) {
    return reason.contains(NOT_APPLIED) || reason.contains(VALIDATION);
  }
}
