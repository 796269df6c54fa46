package org.mae4j.backend;

import org.nd4j.linalg.factory.Nd4j;

/** The threads of ND4J and its BLAS. */
public final class OperationThreads {
  private OperationThreads() {}

  /**
   * Gives each operation one thread. The engine's own threads use the cores, and a sum that is split over threads
   * rounds differently, so that results would depend on the number of cores. The launcher sets the same by environment
   * variables; this is for programs that use mae4j as a library.
   */
  public static void useOne() {
    Nd4j.factory().blas().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }
}
