package org.mae4j.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;

/**
 * The place where the user wrote a value.
 *
 * @param source the file as the user named it, or {@link #COMMAND_LINE}, or {@link #DEFAULTS}
 * @param line line from 1; 0 if unknown
 */
public record Location(String source, int line) implements Comparable<Location> {
  public static final String COMMAND_LINE = "command line";
  public static final String DEFAULTS = "defaults";

  /** The command line first, then files by name. */
  private static final Comparator<Location> ORDER =
      Comparator.comparing((Location location) -> !location.source.equals(COMMAND_LINE))
          .thenComparing(Location::source).thenComparingInt(Location::line);

  /** Returns a place whose line is unknown. */
  public Location(String source) {
    this(source, 0);
  }

  static Location of(ConfigOrigin origin) {
    // The library appends ": LINE" or ": FIRST-LAST" to the description of the file.
    String source = origin.description().replaceFirst(": \\d+(-\\d+)?$", "");
    return new Location(source, source.equals(COMMAND_LINE) ? 0 : Math.max(0, origin.lineNumber()));
  }

  /** Returns the place of a value. A group that several files contribute to has the place of its first key. */
  public static Location of(ConfigValue value) {
    Location own = of(value.origin());
    if (own.line() == 0 && value instanceof ConfigObject object) {
      return object.values().stream().map(Location::of).min(ORDER).orElse(own);
    }
    return own;
  }

  /** Returns whether the place is in a file that the user wrote. */
  public boolean isFile() {
    return !source.equals(COMMAND_LINE) && !source.equals(DEFAULTS);
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
