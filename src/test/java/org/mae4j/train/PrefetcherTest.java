package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Tests the content and order of prefetched micro-batches, how far ahead they are, and how the prefetcher ends. */
@Timeout(60)
class PrefetcherTest {
  private static final int ORDER_SEED = 3;
  /** Three steps per epoch, each of two micro-batches of two images; one image is left out. */
  private static final int IMAGES = 13;
  private static final BatchConfig BATCH = new BatchConfig(4, 2);

  private final List<String> filled = Collections.synchronizedList(new ArrayList<>());
  private final Recorder objective = new Recorder(filled, () -> {});

  @Test
  void deliversEachMicroBatchOfEveryStep() {
    List<String> taken = take(0, 6);
    assertEquals(expected(0, 6), taken);
    assertEquals(taken, filled);
  }

  @Test
  void startsWithinEpoch() {
    assertEquals(expected(2, 5), take(2, 5));
    assertEquals(List.of(), take(6, 6));
  }

  @Test
  void deliversMicroBatchesOfStepInAnyOrder() {
    try (GraphPlan plan = objective.plan(); Prefetcher images = prefetcher(objective, 0, 6)) {
      List<String> taken = new ArrayList<>();
      for (int step = 0; step < 6; step++) {
        String second = take(images, plan, step, 1);
        taken.add(take(images, plan, step, 0));
        taken.add(second);
      }
      assertEquals(expected(0, 6), taken);
    }
  }

  /** The buffers hold two steps, and no buffer is overwritten before its micro-batch is taken. */
  @Test
  void prefetchesAtMostOneStep() throws InterruptedException {
    try (GraphPlan plan = objective.plan(); Prefetcher images = prefetcher(objective, 0, 6)) {
      for (int step = 0; step < 6; step++) {
        assertTrue(filled.size() <= 2 * (step + 2), filled.size() + " filled before step " + step);
        take(images, plan, step, 0);
        Thread.sleep(5);
        take(images, plan, step, 1);
      }
    }
    assertEquals(4, objective.made.get());
    assertEquals(expected(0, 6), filled);
  }

  @Test
  void throwsFailureWhenBatchIsTaken() {
    ArithmeticException cause = new ArithmeticException("broken on purpose");
    Recorder broken = new Recorder(filled, () -> {
      if (filled.size() == 3) {
        throw cause;
      }
    });
    try (GraphPlan plan = broken.plan(); Prefetcher images = prefetcher(broken, 0, 6)) {
      List<String> taken = List.of(take(images, plan, 0, 0), take(images, plan, 0, 1), take(images, plan, 1, 0));
      assertEquals(expected(0, 2).subList(0, 3), taken);
      assertSame(cause, assertThrows(cause.getClass(), () -> images.copyTo(plan, 1, 1)));
    }
  }

  /** The thread waits for a free buffer, fills one, or is done. */
  @Test
  void closeEndsThread() throws InterruptedException {
    CountDownLatch filling = new CountDownLatch(1);
    Recorder slow = new Recorder(filled, () -> {
      filling.countDown();
      try {
        Thread.sleep(100_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    try (Prefetcher images = prefetcher(slow, 0, 6)) {
      filling.await();
    }
    prefetcher(objective, 0, 6).close();
    prefetcher(objective, 6, 6).close();
    while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("prefetcher"))) {
      Thread.sleep(1);
    }
  }

  @Test
  void closeReleasesWaitingThread() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Recorder stuck = new Recorder(filled, () -> {
      while (never.getCount() > 0) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
    });
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (GraphPlan plan = stuck.plan()) {
      Prefetcher images = prefetcher(stuck, 0, 6);
      Thread waiting = new Thread(() -> images.copyTo(plan, 0, 0));
      waiting.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      images.close();
      waiting.join();
    }
    never.countDown();
    assertEquals("the prefetcher is closed", failures.get(0).getMessage());
  }

  @Test
  void measuresWaitingTime() {
    Thread taker = Thread.currentThread();
    Recorder slow = new Recorder(filled, () -> {
      try {
        while (filled.isEmpty() && taker.getState() != Thread.State.WAITING) {
          Thread.sleep(1);
        }
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    try (GraphPlan plan = slow.plan(); Prefetcher images = prefetcher(slow, 0, 6)) {
      images.copyTo(plan, 0, 0);
      assertTrue(images.waitedNanos() >= 20_000_000, images.waitedNanos() + " ns");
    }
  }

  private List<String> take(int from, int to) {
    List<String> taken = new ArrayList<>();
    try (GraphPlan plan = objective.plan(); Prefetcher images = prefetcher(objective, from, to)) {
      for (int step = from; step < to; step++) {
        taken.add(take(images, plan, step, 0));
        taken.add(take(images, plan, step, 1));
      }
    }
    return taken;
  }

  private static String take(Prefetcher images, GraphPlan plan, int step, int microBatch) {
    images.copyTo(plan, step, microBatch);
    int[] x = plan.placeholder("x").toIntVector();
    return text(x[0], x[1], x[2], x[3], x[4]);
  }

  private static Prefetcher prefetcher(Objective objective, int from, int to) {
    return new Prefetcher(objective, BATCH, ORDER_SEED, from, to);
  }

  private static List<String> expected(int from, int to) {
    List<String> all = new ArrayList<>();
    for (int step = from; step < to; step++) {
      int[] order = EpochOrder.of(ORDER_SEED, step / 3, IMAGES);
      for (int i = 0; i < 2; i++) {
        int at = step % 3 * 4 + i * 2;
        all.add(text(step / 3, step, i, order[at], order[at + 1]));
      }
    }
    return all;
  }

  private static String text(int epoch, long step, int microBatch, int... indices) {
    return "epoch " + epoch + " step " + step + "." + microBatch + " " + Arrays.toString(indices);
  }

  /** Feeds the micro-batches that it fills, and records them. */
  private static final class Recorder implements Objective {
    final AtomicInteger made = new AtomicInteger();
    private final List<String> filled;
    private final Runnable before;

    Recorder(List<String> filled, Runnable before) {
      this.filled = filled;
      this.before = before;
    }

    GraphPlan plan() {
      return GraphPlan.forward(graph(BATCH.microBatch()), "sum");
    }

    @Override
    public SameDiff graph(int microBatch) {
      SameDiff graph = SameDiff.create();
      graph.placeHolder("x", DataType.INT32, 5).sum("sum", 0);
      return graph;
    }

    @Override
    public String loss() {
      return "sum";
    }

    @Override
    public int images() {
      return IMAGES;
    }

    @Override
    public MicroBatch microBatch(int size) {
      made.incrementAndGet();
      int[] x = new int[3 + size];
      return new MicroBatch() {
        @Override
        public void fill(int epoch, long step, int microBatch, int[] indices) {
          before.run();
          x[0] = epoch;
          x[1] = (int) step;
          x[2] = microBatch;
          System.arraycopy(indices, 0, x, 3, size);
          filled.add(text(epoch, step, microBatch, indices));
        }

        @Override
        public void copyTo(GraphPlan plan) {
          HostCopy.write(x, plan.placeholder("x"));
        }
      };
    }
  }
}
