package org.mae4j.bench.profile;

import java.util.List;
import org.mae4j.engine.graph.PlannedOp;

/** The operations of a micro-batch's plan and their times. */
interface TimedPlan extends AutoCloseable {
  List<PlannedOp> operations();

  /** Returns the median milliseconds of the operation at {@code index}. */
  double operation(int index);

  /** Returns the milliseconds that the operation would take at the limits of a device; 0 on the CPU. */
  default double limit(int index) {
    return 0;
  }

  @Override
  void close();
}
