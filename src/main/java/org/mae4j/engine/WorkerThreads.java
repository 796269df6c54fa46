package org.mae4j.engine;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.mae4j.base.CpuTime;

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
   * Runs pieces 0 to {@code pieces} − 1 once each, in no fixed order, and returns when all are done.
   *
   * @throws IllegalStateException if a piece fails, with its failure as the cause
   */
  public void share(int pieces, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    Runnable drain = () -> {
      for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
        piece.accept(i);
      }
    };
    await(Stream.generate(() -> threads.submit(drain)).limit(Math.min(count, pieces)).toList());
  }

  private static void await(List<? extends Future<?>> running) {
    Throwable failure = null;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while its threads worked", e);
      }
    }
    if (failure != null) {
      throw new IllegalStateException("a worker thread failed", failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
