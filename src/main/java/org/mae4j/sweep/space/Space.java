package org.mae4j.sweep.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The values that one key takes in a sweep. They are given as {@code config.conf} has them. */
public sealed interface Space permits Space.Finite, Space.Continuum {

  /** What a journal compares: two spaces are the same where these are. */
  String description();

  /** A space whose values can be counted. */
  sealed interface Finite extends Space permits Choice, Whole, Points, Stepped {
    /** How many values, at least 2, all different. */
    int size();

    /** @param index in [0, size) */
    String value(int index);

    /** All of them in order. */
    default Stream<String> stream() {
      return IntStream.range(0, size()).mapToObj(this::value);
    }
  }

  /**
   * Values that stand one by one; {@code boolean} is a choice too.
   *
   * @param values at least 2, all different
   */
  record Choice(List<String> values) implements Finite {
    public Choice {
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
    public String description() {
      return "choice " + values;
    }
  }

  /**
   * Whole numbers from {@code min} on that are at most {@code max}.
   *
   * @param step between two of them, at least 1
   */
  record Whole(long min, long max, long step) implements Finite {
    @Override
    public int size() {
      return Math.toIntExact((max - min) / step + 1);
    }

    @Override
    public String value(int index) {
      return Long.toString(min + index * step);
    }

    @Override
    public String description() {
      return "integer [" + min + ", " + max + "], step " + step;
    }
  }

  /**
   * Some numbers of a continuum, its ends among them, equally far from each other or in equal ratios.
   *
   * @param size at least 2
   */
  record Points(Continuum of, int size) implements Finite {
    @Override
    public String value(int index) {
      double share = index / (size - 1.0);
      double value = of.logarithmic() ? of.min() * Math.pow(of.max() / of.min(), share)
          : of.min() + share * (of.max() - of.min());
      return of.text(value);
    }

    @Override
    public String description() {
      return of.description() + ", points " + size;
    }
  }

  /**
   * The numbers of a continuum that lie whole steps above its lower end; the last may lie below the upper end.
   *
   * @param step above 0, at most as large as the continuum
   */
  record Stepped(Continuum of, double step) implements Finite {
    @Override
    public int size() {
      return exact(of.max()).subtract(exact(of.min())).divideToIntegralValue(exact(step)).intValueExact() + 1;
    }

    /** Decimal: in binary, 3 · 0.1 is 0.30000000000000004. */
    @Override
    public String value(int index) {
      BigDecimal value = exact(of.min()).add(exact(step).multiply(BigDecimal.valueOf(index)));
      return Double.toString(value.doubleValue());
    }

    /** The value nearest to {@code number}, which lies within the continuum. */
    public String nearest(double number) {
      return value(Math.min(size() - 1, Math.toIntExact(Math.round((number - of.min()) / step))));
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
   * All numbers from {@code min} to {@code max}, each as likely as any other, or its logarithm.
   *
   * @param min below {@code max}; above 0 where logarithmic
   */
  record Continuum(double min, double max, boolean logarithmic) implements Space {
    /** Enough for any setting, and few enough that the rounding of another processor's logarithm does not show. */
    private static final MathContext DIGITS = new MathContext(6);

    /** {@code value} rounded to six digits, within the bounds. */
    public String text(double value) {
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      return Double.toString(Math.max(min, Math.min(max, rounded)));
    }

    @Override
    public String description() {
      return (logarithmic ? "logUniform [" : "uniform [") + min + ", " + max + "]";
    }
  }
}
