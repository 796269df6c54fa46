package org.mae4j.sweep.display;

import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.sweep.journal.Trial;

/** Shows on the console how a sweep comes on. */
public interface SweepDisplay extends AutoCloseable {

  /** A table on a terminal that can be drawn on, elsewhere lines of the log. */
  static SweepDisplay start(Supplier<SweepSnapshot> sweep) throws IOException {
    if (Boolean.getBoolean(Progress.TERMINAL)) {
      // Signals are left to those who stop runs.
      Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).dumb(true)
          .systemOutput(TerminalBuilder.SystemOutput.SysErr).build();
      if (terminal.getSize().getColumns() > 0) {
        return new LiveTable(terminal, sweep);
      }
      terminal.close();
    }
    return new SweepLines(sweep);
  }

  /** A candidate began, or goes on. */
  void begun(int candidate, SortedMap<String, String> parameters);

  /** A candidate ended. */
  void ended(Trial standing);

  @Override
  void close() throws IOException;
}
