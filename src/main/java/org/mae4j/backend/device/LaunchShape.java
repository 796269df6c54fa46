package org.mae4j.backend.device;

/**
 * The threads of a launch.
 *
 * @param gridX blocks in x, 1 to 2³¹ − 1
 * @param gridY blocks in y, 1 to 65,535
 * @param gridZ blocks in z, 1 to 65,535
 * @param blockX threads of a block in x, 1 to 1,024
 * @param blockY threads of a block in y, 1 to 1,024; a block has at most 1,024 threads in all
 * @param sharedBytes memory that the threads of a block share beside what the source declares; both together are at
 *     most {@value #MAX_SHARED_BYTES}
 */
public record LaunchShape(int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes) {
  /** Shared memory that a block may have on every GPU without asking for more. */
  public static final int MAX_SHARED_BYTES = 48 * 1024;

  private static final int MAX_THREADS = 1024;
  private static final int MAX_BLOCKS = 65_535;

  public LaunchShape {
    if (gridX < 1 || gridY < 1 || gridZ < 1 || gridY > MAX_BLOCKS || gridZ > MAX_BLOCKS || blockX < 1 || blockY < 1
        || (long) blockX * blockY > MAX_THREADS || sharedBytes < 0 || sharedBytes > MAX_SHARED_BYTES) {
      throw new IllegalArgumentException("a grid of " + gridX + "×" + gridY + "×" + gridZ + " blocks of " + blockX
          + "×" + blockY + " threads with " + sharedBytes + " bytes cannot be launched");
    }
  }

  /** Returns blocks in a row, without shared memory beside what the source declares. */
  public static LaunchShape of(int blocks, int threads) {
    return new LaunchShape(blocks, 1, 1, threads, 1, 0);
  }
}
