package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTest {
  @Test
  void throwsFailureOfActionWhenClosed() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    IllegalArgumentException failure = new IllegalArgumentException();
    Ticker ticker = new Ticker("test", Duration.ZERO, Duration.ofDays(1), () -> {
      ran.countDown();
      throw failure;
    });
    ran.await();
    assertSame(failure, assertThrows(IllegalArgumentException.class, ticker::close));
  }

  @Test
  void endsAfterActionInProgress() throws InterruptedException {
    CompletableFuture<Thread> closing = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Ticker ticker = new Ticker("test", Duration.ZERO, Duration.ofMillis(1), () -> {
      started.countDown();
      while (closing.join().getState() != Thread.State.TIMED_WAITING) { // for the end of this
        Thread.onSpinWait();
      }
      ended.incrementAndGet();
    });
    started.await();
    closing.complete(Thread.currentThread());
    ticker.close();
    assertEquals(1, ended.get());
    ticker.close();
  }
}
