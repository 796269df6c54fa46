package org.mae4j.engine.parallel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.mae4j.base.UncheckedFailure;
import org.mae4j.base.machine.CpuTime;

/** A fixed number of threads that share numbered pieces of work. */
public final class WorkerThreads implements AutoCloseable {
  private final ExecutorService threads;
  private final int count;

  /** @param count number of threads, at least 1 */
  public WorkerThreads(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count, work -> {
      Thread thread = CpuTime.thread(work, "worker");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Runs pieces 0 to {@code pieces} − 1 once each, in no fixed order. Returns or throws when no thread works any more: they
   * use memory that the caller may free then.
   *
   * @throws RuntimeException that of a piece
   * @throws IllegalStateException if this thread is interrupted
   */
  public void share(int pieces, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    Runnable drain = () -> {
      for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
        piece.accept(i);
      }
    };
    await(Stream.generate(() -> CompletableFuture.runAsync(drain, threads)).limit(Math.min(count, pieces)));
  }

  private static void await(Stream<CompletableFuture<Void>> work) {
    try {
      CompletableFuture.allOf(work.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw UncheckedFailure.of(e.getCause(), "a thread of this program failed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while its threads worked");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
