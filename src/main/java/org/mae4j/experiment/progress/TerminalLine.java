package org.mae4j.experiment.progress;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of a terminal, which is written again and again. Thread-safe. */
final class TerminalLine implements ProgressBarConsumer {
  private static final String CLEAR_TO_END = "\033[K";

  private final PrintStream terminal;
  private final IntSupplier width;
  private String shown = "";

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
    if (!line.equals(shown)) {
      write(line);
    }
  }

  @Override
  public synchronized void clear() {
    if (!shown.isEmpty()) {
      write("");
    }
  }

  private void write(String line) {
    terminal.print("\r" + line + CLEAR_TO_END);
    terminal.flush();
    shown = line;
  }

  @Override
  public void close() {
    clear();
  }
}
