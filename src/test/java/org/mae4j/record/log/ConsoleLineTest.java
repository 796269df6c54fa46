package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class ConsoleLineTest {
  @Test
  void onlyWarningsAndErrorsHaveAPrefix() {
    assertEquals("read 7 images", line(Level.INFO));
    assertEquals("WARN: read 7 images", line(Level.WARN));
    assertEquals("ERROR: read 7 images", line(Level.ERROR));
  }

  @Test
  void aWarningBreaksBetweenWords() {
    assertEquals("WARN: a setting\n  is ignored\nits file",
        ConsoleLine.wrapped("WARN: a setting is ignored\nits file", 16));
  }

  private static String line(Level level) {
    LoggingEvent event = new LoggingEvent("", new LoggerContext().getLogger("x"), level, "read {} images", null,
        new Object[] {7});
    return new ConsoleLine().convert(event);
  }
}
