package org.mae4j.base;

import org.mae4j.base.text.NumberLabel;
/** The time since it was started. */
public final class Stopwatch {
  private static final double NANOS = 1e9;
  private static final double SHOWN = 0.01;

  private final long start;

  private Stopwatch(long start) {
    this.start = start;
  }

  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  public double seconds() {
    return (System.nanoTime() - start) / NANOS;
  }

  /** Returns the seconds with two decimals, such as {@code 15.87 s}. */
  public String label() {
    return NumberLabel.of(seconds(), SHOWN) + " s";
  }
}
