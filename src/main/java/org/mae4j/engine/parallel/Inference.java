package org.mae4j.engine.parallel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.mae4j.engine.GraphPlan;
import org.nd4j.autodiff.samediff.SameDiff;

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
  private final IntFunction<SameDiff> graphOfSize;
  private final String[] outputs;
  private final Semaphore running;
  private final Map<Integer, Deque<GraphPlan>> idle = new HashMap<>();
  private boolean closed;

  /**
   * @param workers threads, each with its own plan
   * @param graphOfSize makes the graph for batches of a number of images
   * @param outputs names of what is computed
   */
  public Inference(Workers workers, IntFunction<SameDiff> graphOfSize, String... outputs) {
    this.workers = workers;
    this.graphOfSize = graphOfSize;
    this.outputs = outputs.clone();
    this.running = new Semaphore(workers.threads());
  }

  /**
   * Runs one batch on the thread of the caller: write, run, read. The parameters must not have changed since the first
   * batch.
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

  /** Makes the plan of one thread now, and with it those parameters of its graph that do not exist yet. */
  public void prepare(int size) {
    give(size, take(size));
  }

  private synchronized GraphPlan take(int size) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    Deque<GraphPlan> plans = idle.computeIfAbsent(size, key -> new ArrayDeque<>());
    return plans.isEmpty() ? plan(graphOfSize.apply(size)) : plans.pop();
  }

  private GraphPlan plan(SameDiff graph) {
    return workers.device().isPresent() ? GraphPlan.forward(workers.device().get(), graph, outputs)
        : GraphPlan.forward(graph, outputs);
  }

  private synchronized void refresh() {
    idle.values().forEach(plans -> plans.forEach(GraphPlan::refresh));
  }

  private synchronized void give(int size, GraphPlan plan) {
    idle.get(size).push(plan);
  }

  /**
   * Runs batches 0 to {@code batches} − 1 of {@code size} images in no fixed order, on threads of its own: write, run,
   * read for each, with the present values of the parameters. The reader writes the results of different batches to
   * different places.
   *
   * @throws StoppedException if the workers were stopped; all threads have ended
   */
  public void run(int batches, int size, BatchStep writer, BatchStep reader) {
    refresh();
    try (WorkerThreads threads = new WorkerThreads(workers.threads())) {
      threads.share(batches, batch -> {
        if (!workers.stopRequested().getAsBoolean()) {
          run(size, plan -> writer.accept(batch, plan), plan -> {
            reader.accept(batch, plan);
            return batch;
          });
        }
      });
    }
    workers.requireNotStopped();
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
