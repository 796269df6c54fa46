package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.BatchConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.Replicas;
import org.mae4j.model.Parameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What making batches and computing gradients allocates in each step: nothing native, and on the heap little. */
class StepAllocationTest {
  private static final BatchConfig BATCH = new BatchConfig(16, 4);
  private static final int STEPS = 20;

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** ND4J counts every native buffer and argument list that it makes, whenever it is freed. */
  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void gradientsMakeNothingNative(Trainings.Kind kind) {
    Objective objective = kind.objective(parameters);
    objective.graph(1);
    try (Replicas replicas = new Replicas(2, BATCH.microBatches(),
            i -> GraphPlan.gradients(objective.graph(BATCH.microBatch()), objective.loss(), parameters.names()),
            objective.loss(), parameters.names());
        Prefetcher images = new Prefetcher(objective, BATCH, 3, 0, STEPS)) {
      long before = Nd4j.getDeallocatorService().nextValue();
      for (int step = 0; step < STEPS; step++) {
        int now = step;
        replicas.step((microBatch, plan) -> images.copyTo(plan, now, microBatch));
      }
      assertEquals(before + 1, Nd4j.getDeallocatorService().nextValue(), "what is asked for the count counts itself");
    }
  }

  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void batchesMakeNoArraysOfPixels(Trainings.Kind kind) {
    Objective objective = kind.objective(parameters);
    int size = 16;
    MicroBatch batch = objective.microBatch(size);
    int[] indices = new int[size];
    Arrays.setAll(indices, i -> i);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    batch.fill(0, 0, 0, indices);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      batch.fill(1, step, 0, indices);
    }
    long perImage = (threads.getCurrentThreadAllocatedBytes() - before) / (STEPS * size);
    assertTrue(perImage < 0.1 * Trainings.PHOTOS.shape().size() * Float.BYTES, perImage + " bytes an image");
  }
}
