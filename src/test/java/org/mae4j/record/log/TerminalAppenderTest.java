package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalAppenderTest {
  private final LoggerContext context = new LoggerContext();
  private final TerminalAppender appender = new TerminalAppender();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    appender.setOutputStream(printed);
  }

  @AfterEach
  void stop() {
    TerminalAppender.hideDisplay();
    appender.stop();
  }

  @Test
  void aDisplayDecidesWhenAMessageIsPrinted() {
    List<String> around = new ArrayList<>();
    TerminalAppender.show(message -> {
      around.add(printed());
      message.run();
      around.add(printed());
    });
    log("first");
    TerminalAppender.hideDisplay();
    log("second");
    assertEquals(List.of("", "first\n"), around);
    assertEquals("first\nsecond\n", printed());
  }

  @Test
  void aQuietThreadAndThoseThatItStartsPrintNothing() throws InterruptedException {
    Thread quiet = new Thread(() -> {
      log("before");
      TerminalAppender.quietThread();
      log("after");
      Thread child = new Thread(() -> log("from a child"));
      child.start();
      try {
        child.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    quiet.start();
    quiet.join();
    log("from another thread");
    assertEquals("before\nfrom another thread\n", printed());
  }

  private void log(String message) {
    appender.doAppend(new LoggingEvent("", context.getLogger("x"), Level.INFO, message, null, null));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
