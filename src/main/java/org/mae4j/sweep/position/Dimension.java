package org.mae4j.sweep.position;

/** One coordinate of the unit cube. */
public sealed interface Dimension {
  /** A real number. */
  record Continuous() implements Dimension {}

  /**
   * One of several values in their order. Value i is the interval [i / size, (i + 1) / size).
   *
   * @param size number of values, at least 2
   */
  record Ordered(int size) implements Dimension {}

  /**
   * One of several values without an order, in intervals as those of {@link Ordered}.
   *
   * @param size number of values, at least 2
   */
  record Unordered(int size) implements Dimension {}
}
