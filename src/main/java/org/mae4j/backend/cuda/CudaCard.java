package org.mae4j.backend.cuda;

/**
 * A card that the driver shows.
 *
 * @param device number of the driver, from 0
 * @param name such as {@code Tesla T4}
 * @param major major version of its compute capability
 * @param minor minor version of its compute capability
 * @param memoryBytes memory of the card
 */
public record CudaCard(int device, String name, int major, int minor, long memoryBytes) {
  private static final int OLDEST = 7;
  private static final int WITH_ROUNDED_FLOATS = 8;

  /** Returns whether plans can run on the card: its compute capability is at least 7.0. */
  public boolean isSupported() {
    return major >= OLDEST;
  }

  /** Returns whether tensor cores multiply 32-bit floats with a rounded mantissa. */
  boolean roundsFloats() {
    return major >= WITH_ROUNDED_FLOATS;
  }

  /** Returns the compute capability, such as {@code 7.5}. */
  public String capability() {
    return major + "." + minor;
  }

  /** Returns the compute capability as the compiler writes it, such as 75. */
  int architecture() {
    return 10 * major + minor;
  }
}
