package org.mae4j.sweep.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The values that one key may take in a sweep, as {@code config.conf} has them. */
public sealed interface Space permits Space.Finite, Space.RealRange {

  /** Returns the text by which journals compare spaces. */
  String description();

  /** Returns whether a value, as {@code config.conf} has it, is in the space. */
  boolean contains(String value);

  /** Returns the text that trials have for a value, such as 3 for 3.0; values outside of the space are unchanged. */
  default String canonical(String value) {
    return value;
  }

  /** A space with a finite number of values. */
  sealed interface Finite extends Space permits Categorical, Numbers {
    /** Returns the number of different values, at least 2. */
    int size();

    /** Returns one value. @param index in [0, size) */
    String value(int index);

    /** Returns the index of a value; empty if the space does not have it. */
    OptionalInt index(String value);

    /** Returns all values in order. */
    default Stream<String> stream() {
      return IntStream.range(0, size()).mapToObj(this::value);
    }

    @Override
    default boolean contains(String value) {
      return index(value).isPresent();
    }

    @Override
    default String canonical(String value) {
      OptionalInt index = index(value);
      return index.isPresent() ? value(index.getAsInt()) : value;
    }
  }

  /** Some numbers in ascending order. They are compared as numbers, and none is listed that is not asked for. */
  sealed interface Numbers extends Finite permits IntegerRange, Points, Stepped {
    /** Returns the index that a number would have if the values between the neighbors existed, too. */
    double place(double number);

    @Override
    default OptionalInt index(String value) {
      double number = Double.parseDouble(value);
      int near = (int) Math.round(place(number)); // values are rounded, so that it may be a neighbor
      return IntStream.rangeClosed(Math.max(0, near - 1), Math.min(size() - 1, near + 1))
          .filter(index -> Double.parseDouble(value(index)) == number).findFirst();
    }
  }

  /**
   * A list of values: {@code choice} and {@code boolean}.
   *
   * @param values at least 2, all different
   */
  record Categorical(List<String> values) implements Finite {
    public Categorical {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public String value(int index) {
      return values.get(index);
    }

    @Override
    public OptionalInt index(String value) {
      int index = values.indexOf(value);
      return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    @Override
    public String description() {
      return "choice " + values;
    }
  }

  /**
   * The integers from {@code min} to at most {@code max} in steps.
   *
   * @param step difference of consecutive values, at least 1
   */
  record IntegerRange(long min, long max, long step) implements Numbers {
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
  record Points(RealRange of, int size) implements Numbers {
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
  record Stepped(RealRange of, double step) implements Numbers {
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

  /**
   * The real numbers from {@code min} to {@code max}.
   *
   * @param min below {@code max}; above 0 if logarithmic
   * @param logarithmic whether the logarithm is distributed uniformly, and not the number itself
   */
  record RealRange(double min, double max, boolean logarithmic) implements Space {
    /** Few enough digits to hide rounding differences between the logarithms of different processors. */
    private static final MathContext DIGITS = new MathContext(6);

    /** Returns {@code value} rounded to six digits and clipped to the bounds. */
    public String text(double value) {
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      return Double.toString(Math.max(min, Math.min(max, rounded)));
    }

    /** Returns where a number lies between the bounds, at 0 and 1; on a logarithmic scale if the space is. */
    public double share(double number) {
      return logarithmic ? Math.log(number / min) / Math.log(max / min) : (number - min) / (max - min);
    }

    @Override
    public boolean contains(String value) {
      double number = Double.parseDouble(value);
      return number >= min && number <= max;
    }

    @Override
    public String description() {
      return (logarithmic ? "logUniform [" : "uniform [") + min + ", " + max + "]";
    }
  }
}
