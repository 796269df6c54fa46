package org.mae4j.experiment.cost;

import java.util.Locale;

/** Numbers of floating-point operations as text. */
public final class Flops {
  private static final String PREFIXES = "MGTPE";
  private static final double THOUSAND = 1e3;

  private Flops() {}

  /** Returns {@code count} with three digits, such as {@code 4.07 GFLOP}. */
  public static String text(double count) {
    double number = count / (THOUSAND * THOUSAND);
    int prefix = 0;
    while (number >= THOUSAND && prefix < PREFIXES.length() - 1) {
      number /= THOUSAND;
      prefix++;
    }
    int decimals = number < 10 ? 2 : number < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %sFLOP", number, PREFIXES.charAt(prefix));
  }
}
