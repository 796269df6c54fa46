package org.mae4j.backend;

/** A compute capability: what a GPU of Nvidia can do, and what code is compiled for. */
public record ComputeCapability(int major, int minor) {
  /**
   * Returns whether a GPU of this compute capability runs machine code for another one: the major version is the same,
   * and the minor version is the same or later (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  public boolean runs(ComputeCapability code) {
    return code.major == major && code.minor <= minor;
  }

  /** Returns the two versions, such as {@code 7.5}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
