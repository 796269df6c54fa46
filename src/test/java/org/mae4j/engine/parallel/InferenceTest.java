package org.mae4j.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

class InferenceTest {
  private static final IntFunction<SameDiff> SQUARE = size -> {
    SameDiff graph = SameDiff.create();
    graph.math().square(graph.placeHolder("x", DataType.FLOAT, size)).rename("y");
    return graph;
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void runsEveryBatchOnce(int threads) {
    double[] squares = new double[50];
    try (Inference inference = new Inference(Workers.of(threads), SQUARE, "y")) {
      inference.run(50, 1, (batch, plan) -> plan.placeholder("x").assign(batch),
          (batch, plan) -> squares[batch] += plan.output("y").getDouble(0));
    }
    assertArrayEquals(IntStream.range(0, 50).mapToDouble(i -> i * i).toArray(), squares);
  }

  @Test
  void stopsBetweenBatches() {
    AtomicInteger done = new AtomicInteger();
    try (Inference inference = new Inference(new Workers(2, () -> done.get() >= 7), SQUARE, "y")) {
      assertThrows(StoppedException.class,
          () -> inference.run(50, 1, (batch, plan) -> {}, (batch, plan) -> done.incrementAndGet()));
    }
    assertTrue(done.get() == 7 || done.get() == 8, done + " batches");
  }

  @Test
  void rethrowsFailureOfWorkerThread() {
    try (Inference inference = new Inference(Workers.of(2), SQUARE, "y")) {
      ArithmeticException failure = assertThrows(ArithmeticException.class, () -> inference.run(5, 1,
          (batch, plan) -> {
            if (batch == 3) {
              throw new ArithmeticException("broken on purpose");
            }
          }, (batch, plan) -> {}));
      assertEquals("broken on purpose", failure.getMessage());
    }
  }

  /** The plan of a batch that fails is used again, and is freed by close. */
  @Test
  void keepsThePlanOfABatchThatFails() {
    AtomicInteger made = new AtomicInteger();
    try (Inference inference = new Inference(Workers.of(1), size -> {
      made.incrementAndGet();
      return SQUARE.apply(size);
    }, "y")) {
      assertThrows(ArithmeticException.class, () -> inference.run(1, plan -> {
        throw new ArithmeticException("broken on purpose");
      }, plan -> 0));
      assertEquals(9.0, inference.<Double>run(1, plan -> plan.placeholder("x").assign(3),
          plan -> plan.output("y").getDouble(0)));
      assertEquals(1, made.get());
      assertEquals(2, inference.<Long>run(2, plan -> {}, plan -> plan.output("y").length()), "a plan of its own size");
    }
  }

  @Test
  void refusesWorkAfterClose() {
    Inference inference = new Inference(Workers.of(1), SQUARE, "y");
    inference.close();
    assertThrows(IllegalStateException.class, () -> inference.run(1, plan -> {}, plan -> 0));
  }
}
