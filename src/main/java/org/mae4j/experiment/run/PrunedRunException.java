package org.mae4j.experiment.run;

/** A run was ended before its time because others do better. */
public final class PrunedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final double figure;

  /**
   * The end of a run.
   *
   * @param message one line that says so
   * @param epoch after which it was compared with others
   * @param figure that was compared
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
