package org.mae4j.backend.cuda.library;

import org.mae4j.backend.ComputeCapability;

/**
 * A GPU that the driver shows.
 *
 * @param device number of the driver, from 0
 * @param name such as {@code Tesla T4}
 * @param capability its compute capability
 * @param memoryBytes memory of the GPU
 */
public record CudaGpu(int device, String name, ComputeCapability capability, long memoryBytes) {
  private static final int OLDEST = 7;
  private static final int WITH_ROUNDED_FLOATS = 8;

  /** Returns whether plans can run on the GPU: its compute capability is at least 7.0. */
  public boolean isSupported() {
    return capability.major() >= OLDEST;
  }

  /** Returns whether tensor cores multiply 32-bit floats with a rounded mantissa. */
  public boolean roundsFloats() {
    return capability.major() >= WITH_ROUNDED_FLOATS;
  }

  /** Returns the compute capability as the compiler writes it, such as 75. */
  public int architecture() {
    return 10 * capability.major() + capability.minor();
  }
}
