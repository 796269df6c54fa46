package org.mae4j.backend.device;

/**
 * The threads of a launch.
 *
 * @param blocks number of blocks, 1 to 2³¹ − 1, with the index {@code blockIdx.x}
 * @param threadsX threads of a block in x, 1 to 1,024
 * @param threadsY threads of a block in y, 1 to 1,024; a block has at most 1,024 threads in all
 */
public record LaunchShape(int blocks, int threadsX, int threadsY) {
  private static final int MAX_THREADS = 1024;

  public LaunchShape {
    if (blocks < 1 || threadsX < 1 || threadsY < 1 || (long) threadsX * threadsY > MAX_THREADS) {
      throw new IllegalArgumentException(
          blocks + " blocks of " + threadsX + "×" + threadsY + " threads cannot be launched");
    }
  }

  /** Returns blocks of threads in a row. */
  public static LaunchShape of(int blocks, int threads) {
    return new LaunchShape(blocks, threads, 1);
  }
}
