package org.mae4j.bench;

import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/** Times the steps of a training after its warm-up. */
public final class StepClock implements TrainingListener {
  private final double[] millis;
  private final Runnable between;
  private int done = -Workload.WARMUP;
  private long start;

  /** @param steps number of timed steps */
  public StepClock(int steps) {
    this(steps, () -> {});
  }

  /**
   * @param steps number of timed steps
   * @param between called after each step while the clock is stopped
   */
  public StepClock(int steps, Runnable between) {
    this.millis = new double[steps];
    this.between = between;
  }

  @Override
  public void onStep(StepReport report) {
    long end = System.nanoTime();
    if (done >= 0) {
      millis[done] = (end - start) / 1e6;
    }
    done++;
    between.run();
    start = System.nanoTime();
  }

  /** Returns the milliseconds of the timed steps, which must all be done. */
  public TimingSample times() {
    return new TimingSample(millis);
  }
}
