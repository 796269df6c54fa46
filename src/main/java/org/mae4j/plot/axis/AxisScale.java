package org.mae4j.plot.axis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The range and the scale of an axis.
 *
 * @param low value at the start of the axis
 * @param high value at the end of the axis, greater than {@code low}
 * @param logarithmic whether the scale is logarithmic; both values must then be positive
 */
public record AxisScale(double low, double high, boolean logarithmic) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int INTERVALS = 6;
  private static final double MARGIN = 0.04;

  /** Returns a linear scale from 0 to the greatest value. */
  public static AxisScale fromZero(DoubleStream values) {
    double high = values.max().orElse(1);
    return new AxisScale(0, high > 0 ? high : 1, false);
  }

  /** Returns a scale that covers the values with a margin on both sides; from 0 to 1 if all values are 0. */
  public static AxisScale around(double[] values, boolean logarithmic) {
    double low = DoubleStream.of(values).map(value -> logarithmic ? Math.log(value) : value).min().orElse(0);
    double high = DoubleStream.of(values).map(value -> logarithmic ? Math.log(value) : value).max().orElse(1);
    if (!logarithmic && low == 0 && high == 0) {
      return new AxisScale(0, 1, false);
    }
    double margin = high > low ? MARGIN * (high - low) : Math.max(0.1 * Math.abs(high), 1e-3);
    double start = low - margin;
    double end = high + margin;
    return logarithmic
        ? new AxisScale(Math.max(Math.exp(start), Double.MIN_NORMAL), Math.min(Math.exp(end), Double.MAX_VALUE), true)
        : new AxisScale(start, end, false);
  }

  /** Returns the position of a value on the axis: 0 at the start, 1 at the end. */
  public double position(double value) {
    return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  /** Returns the value at a position; the inverse of {@link #position}. */
  public double value(double position) {
    return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
  }

  /** Returns about {@value #INTERVALS} round values within the axis, in ascending order. */
  public List<Double> ticks() {
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

  /** Returns the smallest number of the form 1, 2 or 5 times a power of ten that is at least {@code minimum}. */
  private static double step(double minimum) {
    double power = Math.pow(10, Math.floor(Math.log10(minimum)));
    return DoubleStream.of(STEPS).map(step -> step * power).filter(step -> step >= minimum).min().orElse(10 * power);
  }

  /** Returns 1, 2 and 5 times the powers of ten; only the powers of ten on an axis of more than three decades. */
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
