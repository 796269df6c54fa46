package org.mae4j.train;

import java.util.List;
import java.util.function.Consumer;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.data.Augmenter;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.Parameters;
import org.mae4j.testing.Tiny;

/** Small trainings for tests. */
final class Trainings {
  static final ImageSet IMAGES = Tiny.images(Tiny.IMAGE, 16, 3, 1);

  private Trainings() {}

  static ReconstructionObjective reconstruction(Parameters parameters, ModelConfig model, ImageSet images) {
    return new ReconstructionObjective(parameters, model, images,
        new Augmenter(Tiny.NO_AUGMENTATION, images.shape(), 1), 2);
  }

  /** The objective with all its parameters made. */
  static ReconstructionObjective prepared(Parameters parameters) {
    ReconstructionObjective objective = reconstruction(parameters, Tiny.model(), IMAGES);
    objective.graph(1);
    return objective;
  }

  static TrainingLoop.Plan plan(int epochs, int batch, int microBatch, OptimizerConfig optimizer, int threads) {
    return new TrainingLoop.Plan(epochs, new BatchConfig(batch, microBatch), optimizer, 3, threads);
  }

  /** Writes a micro-batch into the placeholders of a plan. */
  static void feed(Objective objective, GraphPlan plan, int epoch, long step, int microBatch, int... indices) {
    MicroBatch batch = objective.microBatch(indices.length);
    batch.fill(epoch, step, microBatch, indices);
    batch.copyTo(plan);
  }

  /** A listener that is told of steps alone. */
  static List<TrainingListener> onStep(Consumer<StepReport> consumer) {
    return List.of(new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        consumer.accept(report);
      }
    });
  }
}
