package org.mae4j.cli.terminal;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.mae4j.experiment.progress.Progress;

/** A program that shows a progress bar until a line is typed, at most for some minutes. */
final class ProgressProgram {
  private static final int TOTAL = 10_000;
  private static final long STEP_NANOS = 20_000_000;

  private ProgressProgram() {}

  public static void main(String[] args) throws IOException {
    try (Progress progress = Progress.start("pretrain", TOTAL)) {
      for (int step = 1; step <= TOTAL && System.in.available() == 0; step++) {
        progress.at(step, "epoch 2/5, loss 0.1234, rate 1.0e-03, 557 images/s");
        LockSupport.parkNanos(STEP_NANOS);
      }
    }
    System.out.println("done");
  }
}
