package org.mae4j.experiment.run;

/** An exception for a run that a sweep ended early because other trials are better. */
public final class PrunedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final double figure;

  /**
   * Creates the exception.
   *
   * @param message one line that gives the reason
   * @param epoch number of epochs after which the run was compared with others
   * @param figure value that was compared
   */
  public PrunedRunException(String message, int epoch, double figure) {
    super(message);
    this.epoch = epoch;
    this.figure = figure;
  }

  public int epoch() {
    return epoch;
  }

  public double figure() {
    return figure;
  }
}
