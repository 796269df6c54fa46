package org.mae4j.engine;

import java.io.PrintStream;

/** Standard output without the line that SameDiff prints for every operation that it differentiates. */
final class QuietNd4j extends PrintStream {
  private static final String CHATTER = "Added differentiated op ";

  private QuietNd4j(PrintStream target) {
    super(target, true);
  }

  /** Runs {@code work} with the filter in place. */
  static synchronized void run(Runnable work) {
    PrintStream before = System.out;
    System.setOut(new QuietNd4j(before));
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
