package org.mae4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Halts another process by SIGSTOP and lets it go on. The files of a halted process are those that SIGKILL would leave
 * at that moment, so that one process shows what kills at many moments leave.
 */
public final class HaltSignal implements AutoCloseable {
  private static final String HALT =
      "kill -STOP %1$d; while :; do case \"$(ps -o stat= -p %1$d)\" in T* | Z* | '') break;; "
          + "esac; done; echo halted\n";

  private final long pid;
  /** Signals faster than a new process each time. */
  private final Process shell;
  private final Writer commands;
  private final BufferedReader answers;

  /** @param pid number of the process */
  public HaltSignal(long pid) {
    this.pid = pid;
    try {
      this.shell = new ProcessBuilder("sh").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.commands = shell.outputWriter();
    this.answers = shell.inputReader();
  }

  /** Halts the process; returns when it is halted or has ended. */
  public void halt() {
    send(HALT.formatted(pid));
    try {
      answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the halted process go on. */
  public void goOn() {
    send("kill -CONT " + pid + "\n");
  }

  private void send(String command) {
    try {
      commands.write(command);
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
