package org.mae4j.train.optimizer;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.mae4j.ops.update.NewtonSchulz;
import org.nd4j.linalg.api.buffer.DataType;

/** Native memory for the orthogonalization of matrices of several shapes on several threads. */
final class NewtonSchulzPool implements AutoCloseable {
  private final Map<List<Long>, BlockingQueue<NewtonSchulz>> free = new HashMap<>();

  /**
   * @param shapes of the matrices
   * @param threads number of threads that orthogonalize at the same time without waiting, at least 1
   */
  NewtonSchulzPool(DataType type, Collection<long[]> shapes, int threads) {
    for (long[] shape : shapes) {
      free.computeIfAbsent(key(shape), key -> {
        BlockingQueue<NewtonSchulz> queue = new ArrayBlockingQueue<>(threads);
        LongStream.range(0, threads).forEach(i -> queue.add(NewtonSchulz.of(type, shape[0], shape[1])));
        return queue;
      });
    }
  }

  /** Returns the native memory of a pool in bytes, in single precision. */
  static long bytes(Collection<long[]> shapes, int threads) {
    return threads * shapes.stream().map(NewtonSchulzPool::key).distinct()
        .mapToLong(shape -> NewtonSchulz.bytes(shape.get(0), shape.get(1))).sum();
  }

  /** Passes memory for matrices of {@code shape} to {@code work}; no other thread uses it meanwhile. */
  void use(long[] shape, Consumer<NewtonSchulz> work) {
    BlockingQueue<NewtonSchulz> queue = free.get(key(shape));
    NewtonSchulz memory = take(queue);
    try {
      work.accept(memory);
    } finally {
      queue.add(memory);
    }
  }

  private static NewtonSchulz take(BlockingQueue<NewtonSchulz> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    }
  }

  private static List<Long> key(long[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  @Override
  public void close() {
    free.values().forEach(queue -> queue.forEach(NewtonSchulz::close));
  }
}
