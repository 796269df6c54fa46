package org.mae4j.bench;

import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/** Times the steps of a training from the end of one to the end of the next, the first ones left out. */
final class StepClock implements TrainingListener {
  private final double[] millis;
  private int done = -Workload.WARMUP;
  private long start;

  StepClock(int steps) {
    this.millis = new double[steps];
  }

  @Override
  public void onStep(StepReport report) {
    long end = System.nanoTime();
    if (done >= 0) {
      millis[done] = (end - start) / 1e6;
    }
    done++;
    start = end;
  }

  StepTimes times() {
    return new StepTimes(millis);
  }
}
