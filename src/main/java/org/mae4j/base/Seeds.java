package org.mae4j.base;

/** Derives independent seeds from one seed, and random bits from a seed and a counter. */
public final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** Returns a seed that depends on {@code seed} and on every character of {@code use}. */
  public static long derive(long seed, String use) {
    long state = seed;
    for (int i = 0; i < use.length(); i++) {
      state = mix(state, use.charAt(i));
    }
    return state;
  }

  /**
   * Returns 64 random bits that are a function of {@code seed} and {@code counter}: the finalizer of SplitMix64
   * (Steele, Lea and Flood, OOPSLA 2014).
   */
  public static long mix(long seed, long counter) {
    long z = seed + GOLDEN * (counter + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
