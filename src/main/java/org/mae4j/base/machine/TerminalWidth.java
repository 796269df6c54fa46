package org.mae4j.base.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.Signals;

/** The width of the terminal that the program prints to, also after a resize. */
public final class TerminalWidth {
  /** System property that the launcher sets to true if standard output is a terminal, which Java cannot find out. */
  public static final String OUTPUT = "mae4j.terminal.output";
  /** System property that the launcher sets to true if standard error is a terminal. */
  public static final String ERROR = "mae4j.terminal";

  /** Width of a terminal that does not tell its size. */
  private static final int USUAL = 80;
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d*)");
  private static final AtomicReference<OptionalInt> KNOWN = new AtomicReference<>(OptionalInt.empty());

  private TerminalWidth() {}

  /** Returns the columns that a line on standard output may have; {@link Integer#MAX_VALUE} if it is no terminal. */
  public static int ofOutput() {
    return Boolean.getBoolean(OUTPUT) ? columns() : Integer.MAX_VALUE;
  }

  /** Returns the columns that a line on standard error may have; {@link Integer#MAX_VALUE} if it is no terminal. */
  public static int ofError() {
    return Boolean.getBoolean(ERROR) ? columns() : Integer.MAX_VALUE;
  }

  /** Returns the columns of the terminal, at least 1. */
  public static int columns() {
    OptionalInt known = KNOWN.get();
    if (known.isPresent()) {
      return known.getAsInt();
    }
    // A terminal sends the signal when it is resized. Registered first, so that no resize is missed.
    Signals.register("WINCH", () -> KNOWN.set(OptionalInt.empty()));
    int columns = read();
    KNOWN.set(OptionalInt.of(columns));
    return columns;
  }

  private static int read() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (InputStream printed = stty.getInputStream()) {
        Matcher size = SIZE.matcher(new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip());
        return size.matches() ? Integer.parseInt(size.group(1)) : USUAL;
      }
    } catch (IOException e) {
      return USUAL; // a system without the program, or a process without a terminal
    }
  }
}
