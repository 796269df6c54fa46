package org.mae4j.engine;

import java.io.PrintStream;

/** Runs code without the line that SameDiff prints on standard output for every operation that it differentiates. */
final class DifferentiationLogFilter extends PrintStream {
  private static final String CHATTER = "Added differentiated op ";

  private DifferentiationLogFilter(PrintStream target) {
    super(target, true);
  }

  /** Runs {@code work} with the filter. */
  static synchronized void run(Runnable work) {
    PrintStream before = System.out;
    System.setOut(new DifferentiationLogFilter(before));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
  }

  @Override
  public void println(String line) {
    if (line == null || !line.startsWith(CHATTER)) {
      super.println(line);
    }
  }
}
