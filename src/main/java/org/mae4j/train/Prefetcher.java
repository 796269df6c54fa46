package org.mae4j.train;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.mae4j.base.UncheckedFailure;
import org.mae4j.base.machine.CpuTime;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.engine.GraphPlan;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;

/**
 * Prepares the micro-batches of the next step on a thread of its own while the current step computes. There is memory
 * for two steps, so the thread is at most one step ahead.
 */
final class Prefetcher implements AutoCloseable {
  private static final long NONE = -1;

  private final Objective objective;
  private final BatchConfig batch;
  private final long orderSeed;
  private final long totalSteps;
  private final MicroBatch[] slots;
  /** The number, counted over all steps, of the micro-batch in each slot. */
  private final long[] held;
  private final LongAdder waited = new LongAdder();
  private final Thread thread;
  private Throwable failure;
  private boolean closed;

  /**
   * Starts with the first micro-batch of step {@code step}.
   *
   * @param orderSeed seed of the order of images
   * @param totalSteps number of steps of the training
   */
  Prefetcher(Objective objective, BatchConfig batch, long orderSeed, long step, long totalSteps) {
    this.objective = objective;
    this.batch = batch;
    this.orderSeed = orderSeed;
    this.totalSteps = totalSteps;
    this.slots = IntStream.range(0, 2 * batch.microBatches())
        .mapToObj(i -> objective.microBatch(batch.microBatch())).toArray(MicroBatch[]::new);
    this.held = new long[slots.length];
    Arrays.fill(held, NONE);
    this.thread = CpuTime.thread(() -> produce(step), "prefetcher");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Copies a micro-batch into the placeholders of {@code plan}, and waits until it is ready. Several threads may call
   * this at once, once for each micro-batch, and only for the step after the last finished one or, when all of that step is
   * copied, for the next one.
   *
   * @param step number over all epochs, from 0
   * @param microBatch number within the step, from 0
   * @throws IllegalStateException if the micro-batch could not be prepared, with the cause
   */
  void copyTo(GraphPlan plan, long step, int microBatch) {
    long number = step * batch.microBatches() + microBatch;
    int slot = slot(number);
    long start = System.nanoTime();
    awaitHeld(slot, number);
    waited.add(System.nanoTime() - start);
    slots[slot].copyTo(plan);
    hold(slot, NONE);
  }

  /** Returns how long all threads together have waited for micro-batches, in nanoseconds. */
  long waitedNanos() {
    return waited.sum();
  }

  private int slot(long number) {
    return (int) (number % slots.length);
  }

  private void produce(long first) {
    int stepsPerEpoch = objective.images() / batch.size();
    try {
      int[] order = {};
      for (long step = first; step < totalSteps; step++) {
        int epoch = Math.toIntExact(step / stepsPerEpoch);
        int within = Math.toIntExact(step % stepsPerEpoch);
        if (step == first || within == 0) {
          order = EpochOrder.of(orderSeed, epoch, objective.images());
        }
        produce(epoch, step, order, within * batch.size());
      }
    } catch (InterruptedException e) {
      // Closed: no thread waits for more.
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** @param start index in {@code order} of the step's first image */
  private void produce(int epoch, long step, int[] order, int start) throws InterruptedException {
    int[] indices = new int[batch.microBatch()];
    for (int i = 0; i < batch.microBatches(); i++) {
      long number = step * batch.microBatches() + i;
      int slot = slot(number);
      awaitFree(slot);
      System.arraycopy(order, start + i * indices.length, indices, 0, indices.length);
      slots[slot].fill(epoch, step, i, indices);
      hold(slot, number);
    }
  }

  private synchronized void awaitFree(int slot) throws InterruptedException {
    while (!closed && held[slot] != NONE) {
      wait();
    }
    // The objective may have consumed the interrupt of close().
    if (closed) {
      throw new InterruptedException("closed");
    }
  }

  private synchronized void awaitHeld(int slot, long number) {
    while (held[slot] != number) {
      if (failure != null) {
        throw UncheckedFailure.of(failure, "a thread of this program failed");
      }
      if (closed) {
        throw new IllegalStateException("the prefetcher is closed");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while training", e);
      }
    }
  }

  private synchronized void hold(int slot, long number) {
    held[slot] = number;
    notifyAll();
  }

  private synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /**
   * Stops the thread, at the latest after the micro-batch that it is filling, and wakes the threads that wait for it.
   */
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
    notifyAll();
  }
}
