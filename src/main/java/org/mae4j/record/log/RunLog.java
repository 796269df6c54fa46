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
 * While open, all that is logged by the thread that opened it, and by those that this thread starts meanwhile, goes to
 * a file too, with its time; at the levels that {@code logback.xml} sets. So runs side by side keep logs of their own.
 */
public final class RunLog implements Closeable {
  private static final InheritableThreadLocal<RunLog> OF_THREAD = new InheritableThreadLocal<>();

  private final FileAppender<ILoggingEvent> appender;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final StatusListener listener = this::note;

  private RunLog(FileAppender<ILoggingEvent> appender) {
    this.appender = appender;
    appender.getContext().getStatusManager().add(listener);
  }

  /** Appends to {@code file}, made if absent. @throws IOException if it cannot be written to */
  public static RunLog open(Path file) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.start();
    if (!appender.isStarted()) {
      throw new IOException(file + ": cannot write the log");
    }
    RunLog log = new RunLog(appender);
    appender.addFilter(log.new OwnLines());
    OF_THREAD.set(log);
    root().addAppender(appender);
    return log;
  }

  /** Lets through what threads of this log's run write. */
  private final class OwnLines extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      return OF_THREAD.get() == RunLog.this ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
  }

  /**
   * Finds out whether all that was logged reached the file: the library itself passes over what did not.
   *
   * @throws IOException if not, as on a full disk; the message names the file
   */
  public void requireWritten() throws IOException {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IOException(appender.getFile() + ": " + cause.getMessage(), cause);
    }
  }

  private void note(Status status) {
    if (status.getThrowable() instanceof IOException && status.getOrigin() == appender.getOutputStream()) {
      failure.compareAndSet(null, status.getThrowable());
    }
  }

  /** Writes what ended a run to the file alone, with where it happened; telling the user is another's task. */
  public void failure(Throwable cause) {
    Logger logger = (Logger) LoggerFactory.getLogger(RunLog.class);
    appender.doAppend(new LoggingEvent(RunLog.class.getName(), logger, Level.ERROR, "the run failed", cause, null));
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
    OF_THREAD.remove();
    root().detachAppender(appender);
    appender.getContext().getStatusManager().remove(listener);
    appender.stop();
  }
}
