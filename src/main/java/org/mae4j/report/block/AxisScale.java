package org.mae4j.report.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How values lie along an axis.
 *
 * @param low value at its beginning
 * @param high value at its end, greater
 * @param logarithmic whether equal distances are equal ratios; both values are then positive
 */
public record AxisScale(double low, double high, boolean logarithmic) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int INTERVALS = 5;
  private static final double MARGIN = 0.04;

  /** From 0 to the greatest value. */
  public static AxisScale fromZero(DoubleStream values) {
    double high = values.max().orElse(1);
    return new AxisScale(0, high > 0 ? high : 1, false);
  }

  /** A little more than the values take. */
  public static AxisScale around(double[] values, boolean logarithmic) {
    double low = DoubleStream.of(values).map(value -> logarithmic ? Math.log(value) : value).min().orElse(0);
    double high = DoubleStream.of(values).map(value -> logarithmic ? Math.log(value) : value).max().orElse(1);
    double margin = high > low ? MARGIN * (high - low) : Math.max(0.1 * Math.abs(high), 1e-3);
    double start = low - margin;
    double end = high + margin;
    return logarithmic ? new AxisScale(Math.exp(start), Math.exp(end), true) : new AxisScale(start, end, false);
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  public double place(double value) {
    return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  /** The value that lies at a place. */
  public double value(double place) {
    return logarithmic ? low * Math.pow(high / low, place) : low + place * (high - low);
  }

  /** Some round values within the axis, in order. */
  List<Double> ticks() {
    if (logarithmic) {
      List<Double> ticks = logarithmicTicks();
      return ticks.size() < 2 ? new AxisScale(low, high, false).ticks() : ticks;
    }
    double step = step((high - low) / INTERVALS);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The least of 1, 2 and 5 times a power of ten that is not below {@code wanted}. */
  private static double step(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    return DoubleStream.of(STEPS).map(step -> step * power).filter(step -> step >= wanted).min().orElse(10 * power);
  }

  /** 1, 2 and 5 times the powers of ten; of a long axis the powers alone. */
  private List<Double> logarithmicTicks() {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent++) {
      for (double step : last - first > 3 ? new double[] {1} : new double[] {1, 2, 5}) {
        double tick = step * Math.pow(10, exponent);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
