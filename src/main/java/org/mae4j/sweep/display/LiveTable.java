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
import org.mae4j.record.log.ConsoleFilter;
import org.mae4j.sweep.journal.Trial;

/** A table at the end of a terminal's output, drawn over and over; lines of the log come to stand above it. */
public final class LiveTable implements SweepDisplay {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int NO_CURSOR = -1;

  private final Terminal terminal;
  private final Supplier<SweepSnapshot> sweep;
  private final Display display;
  private final Ticker ticker;

  /** @param terminal closed with the table */
  public LiveTable(Terminal terminal, Supplier<SweepSnapshot> sweep) {
    this.terminal = terminal;
    this.sweep = sweep;
    this.display = new Display(terminal, false);
    ConsoleFilter.before(this::clear);
    draw();
    this.ticker = new Ticker(INTERVAL, this::draw);
  }

  /** Draws what there is now. */
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

  /** Leaves the terminal as it would be without the table. */
  private synchronized void clear() {
    display.update(List.of(), 0);
    display.reset();
  }

  @Override
  public void begun(int candidate, SortedMap<String, String> parameters) {
    draw();
  }

  @Override
  public void ended(Trial standing) {
    draw();
  }

  @Override
  public void close() throws IOException {
    ticker.close();
    ConsoleFilter.clearBefore();
    clear();
    terminal.close();
  }
}
