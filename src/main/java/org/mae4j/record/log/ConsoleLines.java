package org.mae4j.record.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Decides which lines of the log are seen on the console, and lets room be made for them: a filter of the console's
 * appender, named in {@code logback.xml}. Files get all lines.
 */
public final class ConsoleLines extends Filter<ILoggingEvent> {
  private static final InheritableThreadLocal<Boolean> QUIET = new InheritableThreadLocal<>();
  private static final Runnable NOTHING = () -> {};
  private static volatile Runnable before = NOTHING;

  /** Keeps off the console what this thread logs from now on, and what those log that it starts. */
  public static void quietThread() {
    QUIET.set(true);
  }

  /** Has {@code action}, which must not log, done before each line that comes to the console. */
  public static void before(Runnable action) {
    before = action;
  }

  /** Has nothing done before lines any more. */
  public static void beforeNothing() {
    before = NOTHING;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (QUIET.get() != null) {
      return FilterReply.DENY;
    }
    before.run();
    return FilterReply.NEUTRAL;
  }
}
