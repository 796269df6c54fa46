package org.mae4j.backend;

import java.util.List;

/**
 * A GPU on which ND4J computes, as CUDA's runtime library shows it.
 *
 * @param name such as {@code Tesla T4}
 * @param capability its compute capability
 * @param memoryBytes memory of the GPU
 */
public record Nd4jGpu(String name, ComputeCapability capability, long memoryBytes) {
  /**
   * Compute capabilities for which ND4J 1.0.0-M2.1 has machine code; it has no intermediate code that a driver could
   * translate.
   */
  private static final List<ComputeCapability> COMPILED = List.of(new ComputeCapability(3, 7),
      new ComputeCapability(5, 0), new ComputeCapability(5, 2), new ComputeCapability(6, 0),
      new ComputeCapability(6, 1), new ComputeCapability(7, 0), new ComputeCapability(7, 5),
      new ComputeCapability(8, 0), new ComputeCapability(8, 6));

  /** Returns whether ND4J has code for the GPU. */
  public boolean isSupported() {
    return COMPILED.stream().anyMatch(capability::runs);
  }
}
