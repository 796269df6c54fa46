package org.mae4j.base;

import java.time.Duration;
import java.util.Locale;

/** Durations as text. */
public final class DurationFormat {
  private DurationFormat() {}

  /** Returns hours, minutes and seconds, such as {@code 26:05:09}; fractions of a second are dropped. */
  public static String clock(Duration duration) {
    return String.format(Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
