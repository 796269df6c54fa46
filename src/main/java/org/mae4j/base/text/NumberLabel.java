package org.mae4j.base.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as pictures, pages and messages write them: {@code 0.125}, {@code 12,800}, {@code 4.0e-4}. */
public final class NumberLabel {
  private static final MathContext DIGITS = new MathContext(4);
  /** Below this absolute value a number has an exponent. */
  private static final double SMALL = 1e-3;

  private NumberLabel() {}

  /** Returns a number with at most four significant digits. @param value a finite number */
  public static String of(double value) {
    BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
    if (value == 0) {
      return "0";
    } else if (Math.abs(value) < SMALL) {
      return withExponent(rounded);
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** Returns a whole number with all its digits. */
  public static String of(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Returns a number with as many decimals as tell it from numbers at a distance of {@code step}.
   *
   * @param value a finite number
   * @param step distance, positive
   */
  public static String of(double value, double step) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0 : value);
  }

  /** Returns the value of a setting with its exponent, if it is a number with one, in the style of {@link #of(double)}. */
  public static String ofSetting(String value) {
    return value.replaceAll("(?<![\\w.])(\\d+(?:\\.\\d+)?)E(-?\\d+)(?!\\w)", "$1e$2");
  }

  private static String withExponent(BigDecimal rounded) {
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent);
    return mantissa.setScale(Math.max(1, mantissa.scale())).toPlainString() + "e" + exponent;
  }
}
