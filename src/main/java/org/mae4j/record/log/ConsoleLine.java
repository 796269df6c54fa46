package org.mae4j.record.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.base.text.WrappedText;

/**
 * Formats a message for the console, configured in {@code logback.xml}. Only warnings and errors have a prefix. Their lines
 * break between words on a terminal; other messages are tables, and commands to copy.
 */
public final class ConsoleLine extends ClassicConverter {
  private static final int INDENT = 2;

  @Override
  public String convert(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(Level.WARN)
        ? wrapped(event.getLevel() + ": " + event.getFormattedMessage(), TerminalWidth.ofOutput())
        : event.getFormattedMessage();
  }

  /** @param width columns that a line may have */
  static String wrapped(String text, int width) {
    return text.lines().map(line -> WrappedText.of(line, width, INDENT)).collect(Collectors.joining("\n"));
  }
}
