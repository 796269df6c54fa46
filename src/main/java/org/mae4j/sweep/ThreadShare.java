package org.mae4j.sweep;

import org.mae4j.config.SweepPlan;
import org.mae4j.run.Threads;

/** Threads that one of several candidates at once computes with. */
final class ThreadShare {
  private ThreadShare() {}

  /** Its part of those that the experiment has, at least 1; all of them, as the experiment says, where it is alone. */
  static int of(SweepPlan plan) {
    int parallel = plan.sweep().parallel();
    return parallel == 1 ? plan.experiment().threads() : Math.max(1, Threads.of(plan.experiment()) / parallel);
  }
}
