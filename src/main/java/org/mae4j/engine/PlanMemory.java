package org.mae4j.engine;

/** The memory that a plan is in, for its size before it is created. */
public enum PlanMemory {
  /** Native memory of the host, without the parameters. */
  HOST {
    @Override
    long bytes(PlanCompiler plan) {
      return plan.bytes();
    }
  },
  /** The memory of a device, with copies of the parameters. */
  DEVICE {
    @Override
    long bytes(PlanCompiler plan) {
      return plan.deviceBytes();
    }
  };

  abstract long bytes(PlanCompiler plan);
}
