package org.mae4j.backend;

import java.util.List;

/**
 * A card that CUDA sees.
 *
 * @param name such as {@code Tesla T4}
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memoryBytes of the card
 */
public record CudaDevice(String name, int major, int minor, long memoryBytes) {
  /** What ND4J 1.0.0-M2.1 holds machine code for, and no intermediate code that a driver could translate. */
  private static final List<int[]> COMPILED = List.of(new int[] {3, 7}, new int[] {5, 0}, new int[] {5, 2},
      new int[] {6, 0}, new int[] {6, 1}, new int[] {7, 0}, new int[] {7, 5}, new int[] {8, 0}, new int[] {8, 6});

  /**
   * Whether ND4J has code for it: machine code runs on cards of the same major version and of the same or a later
   * minor one (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  public boolean isSupported() {
    return COMPILED.stream().anyMatch(code -> code[0] == major && code[1] <= minor);
  }

  /** Such as {@code 7.5}. */
  public String capability() {
    return major + "." + minor;
  }
}
