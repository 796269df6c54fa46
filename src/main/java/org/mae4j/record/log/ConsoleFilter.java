package org.mae4j.record.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * A filter of the console appender, configured in {@code logback.xml}. It hides the messages of some threads and runs an
 * action before each visible message. Log files receive all messages.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {
  private static final InheritableThreadLocal<Boolean> QUIET = new InheritableThreadLocal<>();
  private static final Runnable NO_ACTION = () -> {};
  private static volatile Runnable before = NO_ACTION;

  /** Hides all further messages of this thread and of the threads that it starts. */
  public static void quietThread() {
    QUIET.set(true);
  }

  /** Sets an action that runs before each visible message. @param action must not log */
  public static void before(Runnable action) {
    before = action;
  }

  /** Removes the action that {@link #before} set. */
  public static void clearBefore() {
    before = NO_ACTION;
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
