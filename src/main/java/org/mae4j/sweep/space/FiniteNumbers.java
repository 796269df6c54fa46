package org.mae4j.sweep.space;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A space of numbers in ascending order. They are compared as numbers, and none is listed that is not asked for. */
public sealed interface FiniteNumbers extends Space.Finite {
  /** Returns the index that a number would have if the values between the neighbors existed, too. */
  double place(double number);

  @Override
  default OptionalInt index(String value) {
    double number = Double.parseDouble(value);
    int near = (int) Math.round(place(number)); // values are rounded, so that it may be a neighbor
    return IntStream.rangeClosed(Math.max(0, near - 1), Math.min(size() - 1, near + 1))
        .filter(index -> Double.parseDouble(value(index)) == number).findFirst();
  }

  /**
   * The integers from {@code min} to at most {@code max} in steps.
   *
   * @param step difference of consecutive values, at least 1
   */
  record IntegerRange(long min, long max, long step) implements FiniteNumbers {
    @Override
    public int size() {
      return Math.toIntExact((max - min) / step + 1);
    }

    @Override
    public String value(int index) {
      return Long.toString(min + index * step);
    }

    @Override
    public double place(double number) {
      return (number - min) / step;
    }

    @Override
    public String description() {
      return "integer [" + min + ", " + max + "], step " + step;
    }
  }

  /**
   * Equally spaced numbers of a range, including its bounds; the spacing of a logarithmic range is a constant ratio.
   *
   * @param size number of values, at least 2
   */
  record Points(Space.RealRange of, int size) implements FiniteNumbers {
    @Override
    public String value(int index) {
      double share = index / (size - 1.0);
      double value = of.logarithmic() ? of.min() * Math.pow(of.max() / of.min(), share)
          : of.min() + share * (of.max() - of.min());
      return of.text(value);
    }

    @Override
    public double place(double number) {
      return of.share(number) * (size - 1);
    }

    @Override
    public String description() {
      return of.description() + ", points " + size;
    }
  }

  /**
   * The numbers from the lower bound of a range to at most its upper bound in steps.
   *
   * @param step above 0, at most the width of the range
   */
  record Stepped(Space.RealRange of, double step) implements FiniteNumbers {
    @Override
    public int size() {
      return exact(of.max()).subtract(exact(of.min())).divideToIntegralValue(exact(step)).intValueExact() + 1;
    }

    /** Computes in decimals: in binary, 3 · 0.1 is 0.30000000000000004. */
    @Override
    public String value(int index) {
      BigDecimal value = exact(of.min()).add(exact(step).multiply(BigDecimal.valueOf(index)));
      return Double.toString(value.doubleValue());
    }

    @Override
    public double place(double number) {
      return (number - of.min()) / step;
    }

    /** Returns the nearest value. @param number within the range */
    public String nearest(double number) {
      return value(Math.min(size() - 1, Math.toIntExact(Math.round(place(number)))));
    }

    private static BigDecimal exact(double number) {
      return BigDecimal.valueOf(number);
    }

    @Override
    public String description() {
      return of.description() + ", step " + step;
    }
  }
}
