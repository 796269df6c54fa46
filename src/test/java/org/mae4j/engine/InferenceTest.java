package org.mae4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

class InferenceTest {
  private static final Supplier<GraphPlan> SQUARE = () -> {
    SameDiff graph = SameDiff.create();
    graph.math().square(graph.placeHolder("x", DataType.FLOAT, 1)).rename("y");
    return GraphPlan.forward(graph, "y");
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void runsEveryBatchOnce(int threads) {
    double[] squares = new double[50];
    try (Inference inference = new Inference(Workers.of(threads), SQUARE)) {
      inference.run(50, (batch, plan) -> plan.placeholder("x").assign(batch),
          (batch, plan) -> squares[batch] += plan.output("y").getDouble(0));
    }
    assertArrayEquals(IntStream.range(0, 50).mapToDouble(i -> i * i).toArray(), squares);
  }

  @Test
  void stopsBetweenBatches() {
    AtomicInteger done = new AtomicInteger();
    try (Inference inference = new Inference(new Workers(2, () -> done.get() >= 7), SQUARE)) {
      assertThrows(StoppedException.class,
          () -> inference.run(50, (batch, plan) -> {}, (batch, plan) -> done.incrementAndGet()));
    }
    assertTrue(done.get() == 7 || done.get() == 8, done + " batches");
  }

  @Test
  void rethrowsFailureOfWorkerThread() {
    try (Inference inference = new Inference(Workers.of(2), SQUARE)) {
      IllegalStateException failure = assertThrows(IllegalStateException.class, () -> inference.run(5,
          (batch, plan) -> {
            if (batch == 3) {
              throw new ArithmeticException("broken on purpose");
            }
          }, (batch, plan) -> {}));
      assertEquals("broken on purpose", failure.getCause().getMessage());
    }
  }
}
