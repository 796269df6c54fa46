package org.mae4j.engine.device.kernel;

import java.util.Arrays;
import java.util.Map;
import org.mae4j.backend.device.Device;

/** Launches kernels whose threads compute neighboring elements, as {@code VECTOR} of {@code vectors.cu}. */
public final class Vectors {
  private static final int MAX_LENGTH = 4;

  private Vectors() {}

  /**
   * Returns the number of elements of a vector.
   *
   * @param neighbors number of elements that are adjacent in all arrays, or a divisor of it
   * @param addresses of the arrays
   */
  public static int length(int neighbors, long... addresses) {
    boolean aligned = Arrays.stream(addresses).allMatch(address -> address % (MAX_LENGTH * Float.BYTES) == 0);
    return neighbors % MAX_LENGTH == 0 && aligned ? MAX_LENGTH : 1;
  }

  /** Starts at least {@code threads} threads in a row, each of which computes {@code length} elements. */
  public static void launch(Device device, KernelFile file, String kernel, int length, int threads,
      Number... arguments) {
    file.launch(device, kernel, Map.of("VECTOR", length), threads, arguments);
  }
}
