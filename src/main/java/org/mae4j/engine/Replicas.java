package org.mae4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the gradient of a step from its micro-batches, side by side on several threads.
 *
 * <p>Each thread has a plan of its own over the same parameters. Micro-batches are taken as threads become free, but
 * their gradients are summed in the order of their numbers, so the sum is the same, bit for bit, for any number of
 * threads.
 */
public final class Replicas implements AutoCloseable {
  /** Fills the placeholders of a plan with one micro-batch; called on the thread that will run the plan. */
  @FunctionalInterface
  public interface MicroBatchWriter {
    void write(int microBatch, GraphPlan plan);
  }

  private final List<GraphPlan> plans = new ArrayList<>();
  private final Map<String, INDArray> sums = new LinkedHashMap<>();
  private final ExecutorService threads;
  private final String loss;
  private final int microBatches;

  /**
   * Replicas for steps of {@code microBatches} micro-batches.
   *
   * @param threads at most this many replicas, at least 1; no more than there are micro-batches are made
   * @param plan makes the plan of a replica from its number
   * @param loss name of the plans' scalar loss, a mean over the micro-batch
   * @param parameters names of the gradients to sum
   */
  public Replicas(int threads, int microBatches, IntFunction<GraphPlan> plan, String loss,
      Collection<String> parameters) {
    int count = Math.min(threads, microBatches);
    for (int i = 0; i < count; i++) {
      plans.add(plan.apply(i));
    }
    parameters.forEach(name -> sums.put(name, plans.get(0).output(name).ulike()));
    this.threads = Executors.newFixedThreadPool(count, work -> {
      Thread thread = new Thread(work, "replica");
      thread.setDaemon(true);
      return thread;
    });
    this.loss = loss;
    this.microBatches = microBatches;
  }

  /**
   * Runs all micro-batches; {@link #gradients} then holds the mean gradient.
   *
   * @return the mean loss
   */
  public double step(MicroBatchWriter writer) {
    Turns turns = new Turns();
    AtomicInteger next = new AtomicInteger();
    double[] losses = new double[microBatches];
    List<Future<?>> running = plans.stream()
        .<Future<?>>map(plan -> threads.submit(() -> work(plan, writer, next, turns, losses))).toList();
    await(running);
    double total = 0;
    for (double value : losses) {
      total += value;
    }
    if (microBatches > 1) {
      sums.values().forEach(sum -> sum.divi(microBatches));
    }
    return total / microBatches;
  }

  /** The gradients by parameter, overwritten by the next step. */
  public Map<String, INDArray> gradients() {
    return sums;
  }

  /** Native memory of all replicas in bytes, parameters apart. */
  public long bytes() {
    return plans.stream().mapToLong(GraphPlan::bytes).sum();
  }

  private void work(GraphPlan plan, MicroBatchWriter writer, AtomicInteger next, Turns turns, double[] losses) {
    try {
      for (int i = next.getAndIncrement(); i < microBatches; i = next.getAndIncrement()) {
        writer.write(i, plan);
        plan.run();
        turns.await(i);
        losses[i] = HostCopy.scalar(plan.output(loss));
        add(plan, i == 0);
        turns.pass();
      }
    } catch (RuntimeException | Error e) {
      turns.abandon();
      throw e;
    }
  }

  private void add(GraphPlan plan, boolean first) {
    sums.forEach((name, sum) -> {
      if (first) {
        sum.assign(plan.output(name));
      } else {
        sum.addi(plan.output(name));
      }
    });
  }

  private static void await(List<Future<?>> running) {
    Throwable failure = null;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        // A thread that gave up because another failed knows nothing of the cause.
        failure = failure == null || failure instanceof Turns.AbandonedException ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while training", e);
      }
    }
    if (failure != null) {
      throw new IllegalStateException("a training thread failed", failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    plans.forEach(GraphPlan::close);
    sums.values().forEach(INDArray::close);
  }
}
