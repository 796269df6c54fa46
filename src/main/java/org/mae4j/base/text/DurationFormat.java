package org.mae4j.base.text;

import java.time.Duration;
import java.util.Locale;

/** Durations as text. */
public final class DurationFormat {
  private static final double SIXTY = 60;
  private static final double HOURS_OF_DAY = 24;

  private DurationFormat() {}

  /** Returns an estimate in minutes, hours or days, such as {@code about 3 minutes}. */
  public static String estimate(Duration duration) {
    double minutes = duration.toSeconds() / SIXTY;
    double hours = minutes / SIXTY;
    if (minutes < 1) {
      return "less than a minute";
    }
    return "about " + (hours < 2 ? counted(minutes, "minute") : hours < 2 * HOURS_OF_DAY ? counted(hours, "hour")
        : counted(hours / HOURS_OF_DAY, "day"));
  }

  private static String counted(double number, String unit) {
    long rounded = Math.round(number);
    return rounded + " " + unit + (rounded == 1 ? "" : "s");
  }

  /** Returns hours, minutes and seconds, such as {@code 26:05:09}; fractions of a second are dropped. */
  public static String clock(Duration duration) {
    return String.format(Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
