package org.mae4j.sweep.display;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.sweep.execution.SweepListener;
import org.mae4j.sweep.plan.SweepPlan;

/** Shows the progress of a sweep on the console. */
public interface SweepDisplay extends SweepListener, Closeable {

  /** Returns a table on a terminal that supports drawing, log lines otherwise. */
  static SweepDisplay start(SweepPlan plan, Supplier<SweepSnapshot> sweep) throws IOException {
    if (Boolean.getBoolean(TerminalWidth.ERROR)) {
      // Signals are handled elsewhere: they stop runs.
      Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).dumb(true)
          .systemOutput(TerminalBuilder.SystemOutput.SysErr).build();
      if (terminal.getSize().getColumns() > 0) {
        return new LiveTable(terminal, sweep);
      }
      terminal.close();
    }
    return new SweepLines(plan, sweep);
  }
}
