package org.mae4j.experiment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a message if the process ends while the notice is open, for example by Ctrl-C. It has no effect after that. */
final class ShutdownNotice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShutdownNotice.class);

  private final Thread hook;

  private ShutdownNotice(Thread hook) {
    this.hook = hook;
  }

  static ShutdownNotice open(String message) {
    Thread hook = new Thread(() -> LOG.info(message), "shutdown-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new ShutdownNotice(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }
}
