package org.mae4j.eval;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * Half a cosine from {@code initial} to 0, per iteration, for DL4J's updaters.
 *
 * @param initial rate of iteration 0
 * @param iterations number of iterations after which the rate is 0
 */
record CosineSchedule(double initial, long iterations) implements ISchedule {
  @Override
  public double valueAt(int iteration, int epoch) {
    return initial * 0.5 * (1 + Math.cos(Math.PI * Math.min(1.0, (double) iteration / iterations)));
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
