package org.mae4j.base.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  private static final double SECONDS = 0.2;

  @Test
  void countsTheThreadThatOpenedIt() {
    try (CpuTime time = CpuTime.open()) {
      compute();
      assertTrue(time.seconds() >= SECONDS, time.seconds() + " s");
    }
  }

  /** A thread of the run makes another one; both have ended when the time is read. */
  @Test
  void countsThreadsThatHaveEnded() {
    try (CpuTime time = CpuTime.open()) {
      join(CpuTime.thread(() -> join(CpuTime.thread(CpuTimeTest::compute, "inner")), "outer"));
      assertTrue(time.seconds() >= SECONDS, time.seconds() + " s");
    }
  }

  /** Two trials of a sweep in one process. */
  @Test
  void runsDoNotCountEachOther() {
    try (CpuTime mine = CpuTime.open()) {
      CompletableFuture<Double> other = new CompletableFuture<>();
      join(new Thread(() -> {
        try (CpuTime time = CpuTime.open()) {
          join(CpuTime.thread(CpuTimeTest::compute, "replica"));
          other.complete(time.seconds());
        }
      }));
      assertTrue(other.join() >= SECONDS, other.join() + " s");
      assertTrue(mine.seconds() < other.join(), mine.seconds() + " s");
    }
  }

  private static void join(Thread thread) {
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compute() {
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + (long) (SECONDS * 1e9);
    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
