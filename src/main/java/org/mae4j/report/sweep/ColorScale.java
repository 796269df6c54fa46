package org.mae4j.report.sweep;

import java.util.stream.DoubleStream;
import org.mae4j.base.Direction;

/**
 * How good objectives are, as the style sheet colors them.
 *
 * @param worst objective, in the lowest class
 * @param best objective, in the highest class
 */
record ColorScale(double worst, double best) {
  /** Classes {@code r0} to {@code r8}. */
  static final int CLASSES = 9;

  /** Classes of equal width. @param objectives at least one */
  static ColorScale of(double[] objectives, Direction direction) {
    double low = DoubleStream.of(objectives).min().orElseThrow();
    double high = DoubleStream.of(objectives).max().orElseThrow();
    return direction == Direction.MAXIMIZE ? new ColorScale(low, high) : new ColorScale(high, low);
  }

  /** The class of the {@code rank}th of so many candidates, of which each class holds alike many. */
  static String byRank(int rank, int candidates) {
    return "r" + (candidates < 2 ? CLASSES - 1
        : (int) Math.round((CLASSES - 1) * (candidates - rank) / (candidates - 1.0)));
  }

  int level(double objective) {
    double share = best == worst ? 1 : (objective - worst) / (best - worst);
    return (int) Math.max(0, Math.min(CLASSES - 1.0, Math.floor(share * CLASSES)));
  }

  /** The worst objective of a class. */
  double bound(int level) {
    return worst + (best - worst) * level / CLASSES;
  }
}
