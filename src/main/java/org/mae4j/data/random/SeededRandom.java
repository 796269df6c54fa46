package org.mae4j.data.random;

import org.apache.commons.math3.random.AbstractRandomGenerator;
import org.mae4j.base.Seeds;

/** A random generator for Commons Math that returns the stream {@code Seeds.mix(seed, 0), Seeds.mix(seed, 1), …}. */
public final class SeededRandom extends AbstractRandomGenerator {
  private long seed;
  private long counter;

  public SeededRandom(long seed) {
    setSeed(seed);
  }

  @Override
  public void setSeed(long newSeed) {
    seed = newSeed;
    counter = 0;
    clear();
  }

  @Override
  public double nextDouble() {
    return (Seeds.mix(seed, counter++) >>> 11) * 0x1.0p-53;
  }
}
