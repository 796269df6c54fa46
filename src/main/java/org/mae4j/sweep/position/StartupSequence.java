package org.mae4j.sweep.position;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Positions that cover the unit cube evenly: a Sobol sequence, scrambled by a random digital shift, which keeps its even
 * coverage.
 */
public final class StartupSequence {
  /** Bits of a coordinate: those of the fraction of a double. */
  private static final int BITS = 52;

  private final SobolSequenceGenerator sobol;
  private final long[] shift;

  /** @param dimensions from 1 to 1000 @param random source of the shift */
  public StartupSequence(int dimensions, RandomGenerator random) {
    this.sobol = new SobolSequenceGenerator(dimensions);
    this.shift = new long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      shift[d] = random.nextLong() >>> (Long.SIZE - BITS);
    }
  }

  /** Returns the next position, with coordinates in [0, 1). */
  public double[] next() {
    double[] position = sobol.nextVector();
    for (int d = 0; d < position.length; d++) {
      position[d] = Math.scalb((double) ((long) Math.scalb(position[d], BITS) ^ shift[d]), -BITS);
    }
    return position;
  }
}
