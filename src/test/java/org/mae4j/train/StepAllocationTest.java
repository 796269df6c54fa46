package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Tests that a step allocates no native memory, and little on the heap for its images. */
class StepAllocationTest {
  /** Uses every part of the optimizers: Muon, AdamW, warm-up, weight decay and clipping. */
  private static final OptimizerConfig OPTIMIZER =
      Tiny.withMuon(Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-8, 0.05, 0.5));
  private static final int STEPS = 20;

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** ND4J numbers every native buffer and argument list that it creates. */
  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void stepAllocatesNoNativeMemory(Trainings.Kind kind) {
    Objective objective = kind.objective(parameters);
    objective.graph(1);
    List<Long> counts = new ArrayList<>();
    try (TrainedWeights weights = new TrainedWeights(parameters, 0.9);
        Optimizer optimizer = Trainings.optimizer(OPTIMIZER, weights);
        TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(5, 16, 4, OPTIMIZER, 2), optimizer,
            parameters.names())) {
      loop.run(Trainings.onStep(report -> counts.add(Nd4j.getDeallocatorService().nextValue())));
    }
    // Each query increments the counter.
    assertEquals(LongStream.range(0, STEPS).map(step -> counts.get(0) + step).boxed().toList(), counts);
  }

  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void batchesAllocateNoArraysOfPixels(Trainings.Kind kind) {
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
    assertTrue(perImage < 0.1 * Trainings.PHOTOS.shape().size() * Float.BYTES, perImage + " bytes per image");
  }
}
