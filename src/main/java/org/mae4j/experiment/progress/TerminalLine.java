package org.mae4j.experiment.progress;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.mae4j.record.log.LiveDisplay;

/**
 * The last line of a terminal, which is written again and again. A line that was cleared is not written a second time, as
 * that of a task that is done. Thread-safe.
 */
final class TerminalLine implements ProgressBarConsumer, LiveDisplay {
  private static final String CLEAR_TO_END = "\033[K";

  private final PrintStream terminal;
  private final IntSupplier width;
  private String last = "";
  private boolean visible;

  /** @param width columns of the terminal at this moment */
  TerminalLine(PrintStream terminal, IntSupplier width) {
    this.terminal = terminal;
    this.width = width;
  }

  /** Returns the columns of a line that does not reach the last column, after which a terminal may begin a new line. */
  @Override
  public int getMaxRenderedLength() {
    return width.getAsInt() - 1;
  }

  @Override
  public synchronized void accept(String line) {
    if (!line.equals(last)) {
      write(line);
      last = line;
      visible = true;
    }
  }

  @Override
  public synchronized void clear() {
    if (visible) {
      write("");
      visible = false;
    }
  }

  @Override
  public synchronized void printAbove(Runnable message) {
    clear();
    message.run();
  }

  private void write(String line) {
    terminal.print("\r" + line + CLEAR_TO_END);
    terminal.flush();
  }

  @Override
  public void close() {
    clear();
  }
}
