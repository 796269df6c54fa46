package org.mae4j.record.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * A log file of a run. While it is open, it receives the messages of the thread that opened it and of the threads that
 * this thread starts, with time stamps, at the levels of {@code logback.xml}. Concurrent runs have separate logs.
 */
public final class RunLog implements Closeable {
  private static final InheritableThreadLocal<RunLog> CURRENT = new InheritableThreadLocal<>();

  private final FileAppender<ILoggingEvent> appender;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final StatusListener listener = this::recordFailure;

  private RunLog(FileAppender<ILoggingEvent> appender) {
    this.appender = appender;
    appender.getContext().getStatusManager().add(listener);
  }

  /** Opens a log and creates it if it is absent. @throws IOException if the file cannot be written */
  public static RunLog open(Path file) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.start();
    if (!appender.isStarted()) {
      throw new IOException(file + ": cannot write the log; check the permissions and the free space");
    }
    RunLog log = new RunLog(appender);
    appender.addFilter(log.new RunThreadsFilter());
    CURRENT.set(log);
    root().addAppender(appender);
    return log;
  }

  /** Accepts the messages of the threads of this run. */
  private final class RunThreadsFilter extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      return CURRENT.get() == RunLog.this ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
  }

  /**
   * Checks that all messages were written, because Logback ignores messages that it cannot write.
   *
   * @throws IOException naming the file, if a message was lost, as on a full disk
   */
  public void requireWritten() throws IOException {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IOException(appender.getFile() + ": " + cause.getMessage(), cause);
    }
  }

  private void recordFailure(Status status) {
    if (status.getThrowable() instanceof IOException && status.getOrigin() == appender.getOutputStream()) {
      failure.compareAndSet(null, status.getThrowable());
    }
  }

  /** Writes a message that is too long for the console, to the file only. */
  public void detail(String message) {
    appender.doAppend(new LoggingEvent(RunLog.class.getName(), logger(), Level.INFO, message, null, null));
  }

  /** Writes the exception that ended the run, with its stack trace, to the file only. */
  public void failure(Throwable cause) {
    appender.doAppend(new LoggingEvent(RunLog.class.getName(), logger(), Level.ERROR, "the run failed", cause, null));
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(RunLog.class);
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0} - %msg%n");
    encoder.start();
    return encoder;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public void close() {
    CURRENT.remove();
    root().detachAppender(appender);
    appender.getContext().getStatusManager().remove(listener);
    appender.stop();
  }
}
