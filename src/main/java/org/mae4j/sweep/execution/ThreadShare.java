package org.mae4j.sweep.execution;

import org.mae4j.engine.Threads;
import org.mae4j.sweep.plan.SweepPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that one of several candidates at once computes with. */
public final class ThreadShare {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadShare.class);

  private ThreadShare() {}

  /** Its part of those that the experiment has, at least 1; all of them, as the experiment says, where it is alone. */
  static int of(SweepPlan plan) {
    int parallel = plan.sweep().parallel();
    return parallel == 1 ? plan.experiment().threads() : Math.max(1, Threads.of(plan.experiment()) / parallel);
  }

  /** Warns where there are more candidates at once than threads. */
  public static void warnIfFew(SweepPlan plan) {
    int threads = Threads.of(plan.experiment());
    if (plan.sweep().parallel() > threads) {
      LOG.warn("sweep.parallel: {} candidates at once have one thread each, which is more than the {} to compute with",
          plan.sweep().parallel(), threads);
    }
  }
}
