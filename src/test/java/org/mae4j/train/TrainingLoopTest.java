package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.LearningRate;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;

class TrainingLoopTest {
  /** Uses every part of the optimizer: warm-up, weight decay and clipping. */
  private static final OptimizerConfig OPTIMIZER = Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-8, 0.05, 0.5);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);
  private final ReconstructionObjective objective = Trainings.prepared(parameters);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** A step has four micro-batches: of sixteen threads, twelve are idle. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void threadsDoNotChangeResults(int threads) {
    try (Parameters others = new Parameters(DataType.FLOAT, 1)) {
      train(objective, parameters, 1);
      train(Trainings.prepared(others), others, threads);
      assertSameValues(parameters, others);
    }
  }

  @Test
  void updatesEveryParameter() {
    try (Parameters before = parameters.copy()) {
      train(objective, parameters, 1);
      parameters.names().forEach(name -> assertNotEquals(before.get(name), parameters.get(name), name));
    }
  }

  /**
   * Resumes from parameters, the state of the optimizer and the state of the loop only. Steps, epochs, parameters and
   * averages are those of an uninterrupted training.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 11, 12})
  void resumesBitIdentically(int at) {
    OptimizerConfig config = Tiny.withMuon(OPTIMIZER);
    try (Parameters others = new Parameters(DataType.FLOAT, 1);
        TrainedWeights weights = new TrainedWeights(parameters, 0.9);
        Optimizer uninterrupted = Trainings.optimizer(config, weights)) {
      List<String> expected = new ArrayList<>();
      run(objective, parameters, uninterrupted, TrainingState.START, -1, expected);
      List<String> actual = new ArrayList<>();
      ReconstructionObjective first = Trainings.prepared(others);
      try (TrainedWeights cut = new TrainedWeights(others, 0.9);
          Optimizer interrupted = Trainings.optimizer(config, cut)) {
        TrainingState state = run(first, others, interrupted, TrainingState.START, at, actual);
        try (Parameters copies = others.copy();
            TrainedWeights rest = new TrainedWeights(copies, 0.9);
            Optimizer loaded = Trainings.optimizer(config, rest)) {
          interrupted.state().forEach((name, array) -> loaded.state().get(name).assign(array));
          run(Trainings.prepared(copies), copies, loaded, state, -1, actual);
          assertEquals(expected, actual);
          assertSameValues(parameters, copies);
          assertSameValues(weights.evaluated(), rest.evaluated());
        }
      }
    }
  }

  @Test
  void rejectsInvalidStates() {
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
        TrainingLoop loop = loop(objective, parameters, optimizer, 1)) {
      assertThrows(IllegalArgumentException.class, () -> loop.resumeAt(new TrainingState(9, 1, 1, 4, 0)));
      assertThrows(IllegalArgumentException.class, () -> loop.resumeAt(new TrainingState(3, 1, 0, 0, 0)));
      assertThrows(IllegalArgumentException.class, () -> loop.resumeAt(new TrainingState(13, 3, 1, 1, 0)));
      assertThrows(IllegalArgumentException.class, () -> loop.resumeAt(new TrainingState(5, 1, 1, 2, 0)));
      assertEquals(TrainingState.START, loop.state());
    }
  }

  @Test
  void reportsStepsAndEpochs() {
    List<String> epochs = new ArrayList<>();
    List<StepReport> steps = new ArrayList<>();
    TrainingListener listener = new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        steps.add(report);
      }

      @Override
      public void onEpoch(int epoch, long done, double meanLoss) {
        double mean = losses(steps.subList(4 * (epoch - 1), 4 * epoch)).stream().mapToDouble(x -> x).sum() / 4;
        epochs.add(epoch + " " + done + " " + (mean == meanLoss));
      }
    };
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
        TrainingLoop loop = loop(objective, parameters, optimizer, 1)) {
      loop.run(List.of(listener));
      assertEquals(12, loop.totalSteps());
      assertEquals(new TrainingState(12, 3, 0, 0, 0), loop.state());
    }
    assertEquals(List.of("1 4 true", "2 8 true", "3 12 true"), epochs);
    LearningRate rate = LearningRate.of(OPTIMIZER, 4, 12);
    assertEquals(IntStream.range(0, 12).mapToObj(rate::at).toList(),
        steps.stream().map(StepReport::learningRate).toList());
  }

  /** After the first step, the first moments are a tenth of the gradient that the optimizer received. */
  @Test
  void clipsByGlobalNorm() {
    double free = firstMomentNorm(Tiny.adamW(0.1, 0, 0, 0.9, 0.95, 1e-8, 0, 0));
    assertTrue(10 * free > 0.02, "norm " + 10 * free);
    assertEquals(0.002, firstMomentNorm(Tiny.adamW(0.1, 0, 0, 0.9, 0.95, 1e-8, 0, 0.02)), 1e-8);
    assertEquals(free, firstMomentNorm(Tiny.adamW(0.1, 0, 0, 0.9, 0.95, 1e-8, 0, 11 * free)), 1e-8);
  }

  @Test
  void rejectsFewerImagesThanBatchSize() {
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters)) {
      String message = assertThrows(IllegalArgumentException.class, () -> new TrainingLoop(objective,
          Trainings.plan(1, 17, 17, OPTIMIZER, 1), optimizer, parameters.names())).getMessage();
      assertEquals("a step takes 17 images, the training set has 16", message);
    }
  }

  private double firstMomentNorm(OptimizerConfig config) {
    try (Parameters fresh = new Parameters(DataType.FLOAT, 1)) {
      ReconstructionObjective own = Trainings.prepared(fresh);
      try (Optimizer optimizer = Trainings.optimizer(config, fresh);
          TrainingLoop loop = new TrainingLoop(own, Trainings.plan(1, 16, 8, config, 1), optimizer, fresh.names())) {
        loop.run(List.of());
        return Math.sqrt(optimizer.state().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("firstMoments.")).map(Map.Entry::getValue)
            .mapToDouble(moment -> Math.pow(moment.norm2Number().doubleValue(), 2)).sum());
      }
    }
  }

  /** Three epochs of four steps, each of four micro-batches of one image. */
  private static List<StepReport> train(Objective objective, Parameters parameters, int threads) {
    List<StepReport> reports = new ArrayList<>();
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
        TrainingLoop loop = loop(objective, parameters, optimizer, threads)) {
      loop.run(Trainings.onStep(reports::add));
    }
    return reports;
  }

  /**
   * Records the calls of a listener. A {@code last} of at least 0 stops the training after that step, before the end of
   * its epoch is reported.
   */
  private static TrainingState run(Objective objective, Parameters parameters, Optimizer optimizer, TrainingState from,
      int last, List<String> calls) {
    TrainingListener listener = new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        calls.add("step " + report.step() + " " + report.loss() + " " + report.gradientNorm());
      }

      @Override
      public void onEpoch(int epoch, long steps, double meanLoss) {
        calls.add("epoch " + epoch + " " + steps + " " + meanLoss);
      }

      @Override
      public void onState(TrainingState state) {
        if (state.step() == last) {
          throw new Interruption();
        }
      }
    };
    try (TrainingLoop loop = loop(objective, parameters, optimizer, 2)) {
      loop.resumeAt(from);
      if (last < 0) {
        loop.run(List.of(listener));
      } else {
        assertThrows(Interruption.class, () -> loop.run(List.of(listener)));
      }
      return loop.state();
    }
  }

  private static TrainingLoop loop(Objective objective, Parameters parameters, Optimizer optimizer, int threads) {
    return new TrainingLoop(objective, Trainings.plan(3, 4, 1, OPTIMIZER, threads), optimizer, parameters.names());
  }

  private static List<Double> losses(List<StepReport> reports) {
    return reports.stream().map(StepReport::loss).toList();
  }

  private static void assertSameValues(Parameters expected, Parameters actual) {
    assertEquals(expected.names(), actual.names());
    expected.names().forEach(name -> assertEquals(0,
        expected.get(name).sub(actual.get(name)).norm1Number().doubleValue(), name));
  }

  /** Stops a training from a listener. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
