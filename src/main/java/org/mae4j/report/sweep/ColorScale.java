package org.mae4j.report.sweep;

import java.util.stream.DoubleStream;
import org.mae4j.base.Direction;

/**
 * A scale from objectives to the color classes {@code r0} (worst) to {@code r8} (best) of the style sheet.
 *
 * @param worst objective at the lower end of the scale
 * @param best objective at the upper end of the scale
 */
record ColorScale(double worst, double best) {
  /** Number of color classes. */
  static final int CLASSES = 9;

  /** Returns the scale that spans {@code objectives}. @param objectives at least one */
  static ColorScale of(double[] objectives, Direction direction) {
    double low = DoubleStream.of(objectives).min().orElseThrow();
    double high = DoubleStream.of(objectives).max().orElseThrow();
    return direction == Direction.MAXIMIZE ? new ColorScale(low, high) : new ColorScale(high, low);
  }

  /** Returns the class of a rank, with about the same number of trials in each class. @param rank rank, from 1 */
  static String byRank(int rank, int trials) {
    return "r" + (trials < 2 ? CLASSES - 1
        : (int) Math.round((CLASSES - 1) * (trials - rank) / (trials - 1.0)));
  }

  /** Returns the index of the color class of an objective; all classes have the same width. */
  int level(double objective) {
    double share = best == worst ? 1 : (objective - worst) / (best - worst);
    return (int) Math.max(0, Math.min(CLASSES - 1.0, Math.floor(share * CLASSES)));
  }
}
