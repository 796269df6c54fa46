package org.mae4j.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;

/**
 * Where the user wrote a value.
 *
 * @param source the file as it was named, or {@link #COMMAND_LINE}, or {@link #DEFAULTS}
 * @param line counted from 1, 0 where there are no lines to tell apart
 */
record Location(String source, int line) implements Comparable<Location> {
  static final String COMMAND_LINE = "command line";
  static final String DEFAULTS = "defaults";

  /** The command line comes first, then file by file. */
  private static final Comparator<Location> ORDER =
      Comparator.comparing((Location location) -> !location.source.equals(COMMAND_LINE))
          .thenComparing(Location::source).thenComparingInt(Location::line);

  Location(String source) {
    this(source, 0);
  }

  static Location of(ConfigOrigin origin) {
    // The library appends ": LINE", or ": FIRST-LAST", to the description a file was parsed under.
    String source = origin.description().replaceFirst(": \\d+(-\\d+)?$", "");
    return new Location(source, source.equals(COMMAND_LINE) ? 0 : Math.max(0, origin.lineNumber()));
  }

  /** A group of keys that was written in several files has no line; its first key has. */
  static Location of(ConfigValue value) {
    Location own = of(value.origin());
    if (own.line() == 0 && value instanceof ConfigObject object) {
      return object.values().stream().map(Location::of).min(ORDER).orElse(own);
    }
    return own;
  }

  @Override
  public int compareTo(Location other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
