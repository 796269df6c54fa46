package org.mae4j.report;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps off the console what some threads log: a filter of the console's appender, named in {@code logback.xml}. Files
 * get their lines all the same.
 */
public final class QuietThreads extends Filter<ILoggingEvent> {
  private static final InheritableThreadLocal<Boolean> QUIET = new InheritableThreadLocal<>();

  /** Silences this thread, and those that it starts from now on, until {@link #end}. */
  public static void begin() {
    QUIET.set(true);
  }

  /** Lets this thread be heard again. */
  public static void end() {
    QUIET.remove();
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return QUIET.get() == null ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
