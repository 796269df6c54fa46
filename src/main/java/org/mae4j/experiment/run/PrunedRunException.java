package org.mae4j.experiment.run;

/** An exception for a run that a sweep ended early because other trials are better. */
public final class PrunedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final double value;

  /**
   * Creates the exception.
   *
   * @param message one line that gives the reason
   * @param epoch number of epochs after which the run was compared with others
   * @param value value that was compared
   */
  public PrunedRunException(String message, int epoch, double value) {
    super(message);
    this.epoch = epoch;
    this.value = value;
  }

  public int epoch() {
    return epoch;
  }

  public double value() {
    return value;
  }
}
