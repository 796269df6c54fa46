package org.mae4j.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
  private final AtomicInteger done = new AtomicInteger();

  /** The caller frees the memory that the pieces use. */
  @Test
  void anInterruptWaitsForThePiecesThatRun() {
    Thread caller = Thread.currentThread();
    try (WorkerThreads threads = new WorkerThreads(2)) {
      assertThrows(IllegalStateException.class, () -> threads.share(2, piece -> {
        caller.interrupt();
        work();
      }));
      assertEquals(2, done.get());
      assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
    }
  }

  @Test
  void theFailureOfAPieceIsThrownWhenTheOthersAreDone() {
    UncheckedIOException full = new UncheckedIOException(new IOException("disk full"));
    try (WorkerThreads threads = new WorkerThreads(2)) {
      assertEquals(full, assertThrows(UncheckedIOException.class, () -> threads.share(2, piece -> {
        if (piece == 0) {
          throw full;
        }
        work();
      })));
      assertEquals(1, done.get());
    }
  }

  private void work() {
    for (int turn = 0; turn < 1_000_000; turn++) {
      Thread.onSpinWait();
    }
    done.incrementAndGet();
  }
}
