package org.mae4j.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.mae4j.base.CpuTime;

/**
 * Runs a graph without gradients on batches. Safe for use by several threads: a plan is made for each of them when it is
 * first needed, and threads beyond the number of workers wait.
 */
public final class Inference implements AutoCloseable {
  /** Writes a batch into a plan, or reads its outputs; called on the thread that runs the plan. */
  @FunctionalInterface
  public interface BatchStep {
    void accept(int batch, GraphPlan plan);
  }

  private final Workers workers;
  private final IntFunction<GraphPlan> planOfSize;
  private final Semaphore running;
  private final Map<Integer, Deque<GraphPlan>> idle = new HashMap<>();
  private boolean closed;

  /**
   * @param workers threads, each with its own plan
   * @param planOfSize makes the plan for batches of a number of images
   */
  public Inference(Workers workers, IntFunction<GraphPlan> planOfSize) {
    this.workers = workers;
    this.planOfSize = planOfSize;
    this.running = new Semaphore(workers.threads());
  }

  /**
   * Runs one batch on the thread of the caller: write, run, read.
   *
   * @param size number of images of the batch
   * @return what the reader returns
   * @throws IllegalStateException if this is closed
   */
  public <T> T run(int size, Consumer<GraphPlan> writer, Function<GraphPlan, T> reader) {
    running.acquireUninterruptibly();
    try {
      GraphPlan plan = take(size);
      try {
        writer.accept(plan);
        plan.run();
        return reader.apply(plan);
      } finally {
        give(size, plan);
      }
    } finally {
      running.release();
    }
  }

  private synchronized GraphPlan take(int size) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    Deque<GraphPlan> plans = idle.computeIfAbsent(size, key -> new ArrayDeque<>());
    return plans.isEmpty() ? planOfSize.apply(size) : plans.pop();
  }

  private synchronized void give(int size, GraphPlan plan) {
    idle.get(size).push(plan);
  }

  /**
   * Runs batches 0 to {@code batches} − 1 of {@code size} images in no fixed order, on threads of its own: write, run,
   * read for each. The reader writes the results of different batches to different places.
   *
   * @throws StoppedException if the workers were stopped; all threads have ended
   */
  public void run(int batches, int size, BatchStep writer, BatchStep reader) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(workers.threads(), work -> CpuTime.thread(work, "inference"));
    try {
      List<Future<?>> futures = IntStream.range(0, workers.threads())
          .<Future<?>>mapToObj(i -> threads.submit(() -> drain(next, batches, batch -> run(size,
              plan -> writer.accept(batch, plan), plan -> {
                reader.accept(batch, plan);
                return batch;
              }))))
          .toList();
      for (Future<?> future : futures) {
        future.get();
      }
      workers.requireNotStopped();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an inference thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in inference", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void drain(AtomicInteger next, int batches, IntConsumer work) {
    for (int i = next.getAndIncrement(); i < batches && !stopped(); i = next.getAndIncrement()) {
      work.accept(i);
    }
  }

  private boolean stopped() {
    return workers.stopRequested().getAsBoolean();
  }

  /** Waits for the batches that are being computed and frees the memory. */
  @Override
  public void close() {
    running.acquireUninterruptibly(workers.threads());
    synchronized (this) {
      closed = true;
      idle.values().forEach(plans -> plans.forEach(GraphPlan::close));
      idle.clear();
    }
    running.release(workers.threads());
  }
}
