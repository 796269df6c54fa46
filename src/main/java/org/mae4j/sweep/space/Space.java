package org.mae4j.sweep.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
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
  sealed interface Finite extends Space permits Categorical, FiniteNumbers {
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

  /**
   * A list of values: {@code choice} and {@code boolean}.
   *
   * @param values at least 2, all different
   */
  record Categorical(List<String> values) implements Finite {
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.]*(E-?\\d+)?");

    public Categorical {
      values = List.copyOf(values);
    }

    /** Returns whether the values are numbers, each greater than the one before. */
    public boolean isAscending() {
      double[] numbers = values.stream().mapToDouble(Categorical::number).toArray();
      return IntStream.range(1, numbers.length).allMatch(i -> numbers[i] > numbers[i - 1]);
    }

    private static double number(String value) {
      return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
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
