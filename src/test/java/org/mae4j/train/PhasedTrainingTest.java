package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.ResolutionConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.PlanMemory;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;

/** Tests trainings on images of 16×16, 24×24 and 32×32 pixels, one epoch of two steps each. */
class PhasedTrainingTest {
  private static final OptimizerConfig OPTIMIZER = Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-8, 0.05, 0.5);
  private static final ResolutionConfig RESOLUTION = new ResolutionConfig(List.of(0.5, 0.75), List.of(0.4, 0.7));
  private static final int EPOCHS = 3;
  private static final int MICRO_BATCH = 16;
  private static final Trainings.Kind KIND = Trainings.Kind.PRETRAIN;

  /** What a training is resumed from, and what it reported until then. */
  private record Reached(TrainingState state, Parameters parameters, Optimizer optimizer, List<String> reports)
      implements AutoCloseable {
    static Reached start(Trainings.Kind kind) {
      Parameters parameters = new Parameters(DataType.FLOAT, 1);
      kind.objective(parameters).graph(1);
      return new Reached(TrainingState.START, parameters, optimizer(parameters),
          new ArrayList<>());
    }

    private static Optimizer optimizer(Parameters parameters) {
      return new Optimizer(OPTIMIZER, new TrainedWeights(parameters, 0), name -> 1, 1);
    }

    /** Returns a copy of what a checkpoint holds. */
    Reached saved(TrainingState at) {
      Parameters copies = parameters.copy();
      Optimizer copy = optimizer(copies);
      copy.state().forEach((name, array) -> array.assign(optimizer.state().get(name)));
      return new Reached(at, copies, copy, new ArrayList<>(reports));
    }

    @Override
    public void close() {
      optimizer.close();
      parameters.close();
    }
  }

  /** Resumes in the midst of the second phase, at its end, and at the start of the third. */
  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void resumesBitIdenticallyOnAnotherNumberOfThreads(Trainings.Kind kind) {
    List<Reached> checkpoints = new ArrayList<>();
    try (Reached straight = Reached.start(kind)) {
      train(phased(kind, straight), straight, 1, loop -> {}, state -> {
        if (state.step() == 3 || state.step() == 4) {
          checkpoints.add(straight.saved(state));
        }
      });
      assertEquals(List.of("3 in 1", "4 in 1", "4 in 2"),
          checkpoints.stream().map(at -> at.state().step() + " in " + at.state().epoch()).toList());
      for (Reached checkpoint : checkpoints) {
        try (checkpoint) {
          train(phased(kind, checkpoint), checkpoint, 2, loop -> {}, state -> {});
          assertEquals(straight.reports(), checkpoint.reports(), () -> "from " + checkpoint.state());
          straight.parameters().names().forEach(name -> assertEquals(straight.parameters().get(name),
              checkpoint.parameters().get(name), () -> name + " from " + checkpoint.state()));
        }
      }
    }
  }

  /** A phase computes what a training on images of its size computes, with plans of that size only. */
  @Test
  void eachPhaseHasItsOwnPlan() {
    List<Long> bytes = new ArrayList<>();
    try (Reached phased = Reached.start(KIND); Reached small = Reached.start(KIND)) {
      train(phased(KIND, phased), phased, 1, loop -> bytes.add(loop.bytes()), state -> {});
      assertEquals(DoubleStream.of(0.5, 0.5, 0.75, 0.75, 1, 1).mapToObj(scale -> bytes(phased, scale)).toList(), bytes);
      train(KIND.objective(small.parameters(), 0.5), small, 1, loop -> {}, state -> {});
      assertEquals(small.reports().subList(0, 2), phased.reports().subList(0, 2));
      assertNotEquals(small.reports().get(2), phased.reports().get(2));
    }
  }

  private static long bytes(Reached training, double scale) {
    Objective objective = KIND.objective(training.parameters(), scale);
    return GraphPlan.gradientBytes(PlanMemory.HOST, objective.graph(MICRO_BATCH), objective.loss(),
        training.parameters().names());
  }

  private static Objective phased(Trainings.Kind kind, Reached training) {
    return new PhasedObjective(RESOLUTION.phases(EPOCHS), scale -> kind.objective(training.parameters(), scale));
  }

  /** Trains to the end; calls back after each step, and for each state. */
  private static void train(Objective objective, Reached from, int threads, Consumer<TrainingLoop> onStep,
      Consumer<TrainingState> onState) {
    try (TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(EPOCHS, 32, MICRO_BATCH, OPTIMIZER, threads),
        from.optimizer(), from.parameters().names())) {
      loop.resumeAt(from.state());
      loop.run(List.of(new TrainingListener() {
        @Override
        public void onStep(StepReport report) {
          from.reports().add(report.step() + " " + report.loss() + " " + report.gradientNorm());
          onStep.accept(loop);
        }

        @Override
        public void onState(TrainingState state) {
          onState.accept(state);
        }
      }));
    }
  }
}
