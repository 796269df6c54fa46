package org.mae4j.record.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/**
 * The console appender, configured in {@code logback.xml}. It hides the messages of some threads and prints the others above
 * a live display. Log files receive all messages.
 */
public final class TerminalAppender extends ConsoleAppender<ILoggingEvent> {
  private static final InheritableThreadLocal<Boolean> QUIET = new InheritableThreadLocal<>();
  private static final LiveDisplay NO_DISPLAY = Runnable::run;
  private static volatile LiveDisplay display = NO_DISPLAY;

  /** Hides all further messages of this thread and of the threads that it starts. */
  public static void quietThread() {
    QUIET.set(true);
  }

  /** Prints the following messages above a display. @param shown must not log */
  public static void show(LiveDisplay shown) {
    display = shown;
  }

  /** Prints the following messages without a display. */
  public static void hideDisplay() {
    display = NO_DISPLAY;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (QUIET.get() == null) {
      display.printAbove(() -> super.append(event));
    }
  }
}
