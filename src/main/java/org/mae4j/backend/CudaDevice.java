package org.mae4j.backend;

import java.util.List;

/**
 * A GPU that CUDA sees.
 *
 * @param name such as {@code Tesla T4}
 * @param major major version of its compute capability
 * @param minor minor version of its compute capability
 * @param memoryBytes memory of the GPU
 */
public record CudaDevice(String name, int major, int minor, long memoryBytes) {
  /**
   * Compute capabilities for which ND4J 1.0.0-M2.1 has machine code; it has no intermediate code that a driver could
   * translate.
   */
  private static final List<int[]> COMPILED = List.of(new int[] {3, 7}, new int[] {5, 0}, new int[] {5, 2},
      new int[] {6, 0}, new int[] {6, 1}, new int[] {7, 0}, new int[] {7, 5}, new int[] {8, 0}, new int[] {8, 6});

  /**
   * Returns whether ND4J has code for the GPU: machine code runs on GPUs of the same major version and of the same or
   * a later minor version (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  public boolean isSupported() {
    return COMPILED.stream().anyMatch(code -> code[0] == major && code[1] <= minor);
  }

  /** Returns the compute capability, such as {@code 7.5}. */
  public String capability() {
    return major + "." + minor;
  }
}
