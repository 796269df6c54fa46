package org.mae4j.cli.output;

import java.io.IOException;

/** An exception for a program that reads standard output and ended before it had read all, as {@code head} does. */
public final class LostReaderException extends IOException {
  /** The exit code that a shell reports for a process that SIGPIPE ended; Java ignores this signal. */
  public static final int EXIT_CODE = 141;

  private static final long serialVersionUID = 1L;

  LostReaderException() {
    super("standard output: its reader has ended");
  }
}
