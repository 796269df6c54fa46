package org.mae4j.bench.comparison;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.Workload;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/**
 * Does the steps of a baseline between those of a training. After an even step, counted from 0, it does the
 * baseline's step of this pair and of the next, so the baseline is second and first in turn. A batch for the baseline
 * is made before its clock starts.
 */
final class InterleavedSteps implements TrainingListener {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Workload workload;
  private final Baseline.BaselineTraining baseline;
  private final StepTimes here;
  private final StepTimes there;
  private int done;

  /** The times of one side: of the steps after the warm-up, and the CPU time of the process in them. */
  private static final class StepTimes {
    private final double[] millis;
    private long start;
    private long processorStart;
    private long wall;
    private long processor;

    StepTimes(int steps) {
      this.millis = new double[steps];
    }

    void start() {
      processorStart = PROCESS.getProcessCpuTime();
      start = System.nanoTime();
    }

    void end(int step) {
      long nanos = System.nanoTime() - start;
      if (step >= Workload.WARMUP) {
        millis[step - Workload.WARMUP] = nanos / 1e6;
        wall += nanos;
        processor += PROCESS.getProcessCpuTime() - processorStart;
      }
    }

    double cores() {
      return (double) processor / wall;
    }
  }

  InterleavedSteps(Workload workload, Baseline.BaselineTraining baseline) {
    this.workload = workload;
    this.baseline = baseline;
    this.here = new StepTimes(workload.steps());
    this.there = new StepTimes(workload.steps());
    here.start();
  }

  @Override
  public void onStep(StepReport report) {
    here.end(done);
    if (done % 2 == 0) {
      baselineStep(done);
      if (done + 1 < Workload.WARMUP + workload.steps()) {
        baselineStep(done + 1);
      }
    }
    done++;
    here.start();
  }

  private void baselineStep(int step) {
    MaskedBatch batch = MaskedBatch.random(workload, workload.batch().size(), step + 1L);
    there.start();
    baseline.step(batch);
    there.end(step);
  }

  /** Returns the milliseconds of the timed steps of the training. */
  double[] here() {
    return here.millis;
  }

  /** Returns the milliseconds of the timed steps of the baseline. */
  double[] there() {
    return there.millis;
  }

  /** Returns the average number of busy CPUs in the training's steps. */
  double hereCores() {
    return here.cores();
  }

  /** Returns the average number of busy CPUs in the baseline's steps. */
  double thereCores() {
    return there.cores();
  }

  /** Returns whether the baseline was second in timed pair {@code pair}. */
  static boolean hereFirst(int pair) {
    return (pair + Workload.WARMUP) % 2 == 0;
  }
}
