package org.mae4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.mae4j.base.CpuTime;

/** Runs a graph without gradients over many batches, on several threads with a plan each. */
public final class Inference implements AutoCloseable {
  /** Writes a batch into a plan, or reads its outputs; called on the thread that runs the plan. */
  @FunctionalInterface
  public interface BatchStep {
    void accept(int batch, GraphPlan plan);
  }

  private final List<GraphPlan> plans = new ArrayList<>();
  private final Workers workers;

  /** @param workers threads, each with its own plan */
  public Inference(Workers workers, Supplier<GraphPlan> plan) {
    this.workers = workers;
    for (int i = 0; i < workers.threads(); i++) {
      plans.add(plan.get());
    }
  }

  /**
   * Runs batches 0 to {@code batches} − 1 in no fixed order: write, run, read for each. The reader writes the results
   * of different batches to different places.
   *
   * @throws StoppedException if the workers were stopped; all threads have ended
   */
  public void run(int batches, BatchStep writer, BatchStep reader) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(plans.size(), work -> CpuTime.thread(work, "inference"));
    try {
      List<Future<?>> running = plans.stream()
          .<Future<?>>map(plan -> threads.submit(() -> drain(next, batches, batch -> {
            writer.accept(batch, plan);
            plan.run();
            reader.accept(batch, plan);
          }))).toList();
      for (Future<?> future : running) {
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

  @Override
  public void close() {
    plans.forEach(GraphPlan::close);
  }
}
