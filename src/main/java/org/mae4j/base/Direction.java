package org.mae4j.base;

/** The direction in which the values of a metric are better. */
public enum Direction {
  @RenamedFrom("maximise")
  MAXIMIZE,
  @RenamedFrom("minimise")
  MINIMIZE;

  /** Returns whether {@code one} is better than {@code other}. */
  public boolean isBetter(double one, double other) {
    return this == MAXIMIZE ? one > other : one < other;
  }
}
