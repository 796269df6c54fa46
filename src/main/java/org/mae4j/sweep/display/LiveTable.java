package org.mae4j.sweep.display;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.mae4j.base.Ticker;
import org.mae4j.record.log.TerminalAppender;
import org.mae4j.sweep.journal.Trial;

/** Draws a table at the bottom of a terminal and redraws it; log lines appear above the table. */
public final class LiveTable implements SweepDisplay {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int NO_CURSOR = -1;

  private final Terminal terminal;
  private final Supplier<SweepSnapshot> sweep;
  private final Display display;
  private final Ticker ticker;

  /** @param terminal closed together with the table */
  public LiveTable(Terminal terminal, Supplier<SweepSnapshot> sweep) {
    this.terminal = terminal;
    this.sweep = sweep;
    this.display = new Display(terminal, false);
    TerminalAppender.show(this::printAbove);
    draw();
    this.ticker = DisplayTicker.start(INTERVAL, this::draw);
  }

  /** Draws the current state. */
  public void draw() {
    SweepSnapshot now = sweep.get();
    synchronized (this) {
      Size size = terminal.getSize();
      display.resize(size.getRows(), size.getColumns());
      List<AttributedString> lines = new SweepTable(now, size.getColumns(), size.getRows()).lines().stream()
          .map(AttributedString::new).toList();
      display.update(lines, NO_CURSOR);
    }
  }

  private synchronized void printAbove(Runnable message) {
    clear();
    message.run();
  }

  /** Erases the table. */
  private synchronized void clear() {
    display.update(List.of(), 0);
    display.reset();
  }

  @Override
  public void begun(int trial, SortedMap<String, String> parameters) {
    draw();
  }

  @Override
  public void ended(Trial trial) {
    draw();
  }

  @Override
  public void close() throws IOException {
    ticker.close();
    TerminalAppender.hideDisplay();
    clear();
    terminal.close();
  }
}
