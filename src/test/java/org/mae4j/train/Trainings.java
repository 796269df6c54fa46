package org.mae4j.train;

import java.util.List;
import java.util.function.Consumer;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ResolutionConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.ClassificationObjective;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/** Small trainings for tests. */
public final class Trainings {
  public static final ImageSet IMAGES = Tiny.images(Tiny.IMAGE, 16, 3, 1);

  /** Images that have the size of CIFAR-10. */
  static final ImageSet PHOTOS = Tiny.images(new ImageShape(32, 32, 3), 64, 3, 1);

  /** An objective with all random parts enabled, on {@link #PHOTOS}. */
  public enum Kind {
    PRETRAIN {
      @Override
      public Objective objective(Parameters parameters, double scale) {
        return new ReconstructionObjective(parameters, SMALL, PHOTOS, new Augmenter(ALL, PHOTOS.shape(), 1), 2, scale);
      }
    },
    FINETUNE {
      @Override
      public Objective objective(Parameters parameters, double scale) {
        FinetuneConfig config =
            new FinetuneConfig(1, new BatchConfig(16, 4), Tiny.optimizer(1e-3, 16), 1, 1, 0.2, 0.5, 2,
                0.1, 0.8, 1, ALL, 1, 0, ResolutionConfig.FULL);
        return new ClassificationObjective(parameters, SMALL, config, PHOTOS, 1, scale);
      }
    };

    /** 16 patches of 8 × 8. */
    private static final ModelConfig SMALL =
        new ModelConfig(8, 0.5, Tiny.RANDOM_MASKING, new TransformerConfig(16, 2, 2, 2),
            Tiny.attention(new TransformerConfig(16, 1, 2, 2)), ModelConfig.PositionEmbedding.SINCOS, false,
            ModelConfig.Pooling.MEAN, false, 1e-6);
    private static final AugmentConfig ALL = Tiny.augment(4, true, 0.25);

    /** Returns the objective on images whose sides are resized by {@code scale}. */
    public abstract Objective objective(Parameters parameters, double scale);

    public Objective objective(Parameters parameters) {
      return objective(parameters, 1);
    }
  }

  private Trainings() {}

  static ReconstructionObjective reconstruction(Parameters parameters, ModelConfig model, ImageSet images) {
    return new ReconstructionObjective(parameters, model, images,
        new Augmenter(Tiny.NO_AUGMENTATION, images.shape(), 1), 2);
  }

  /** Returns an objective whose parameters exist. */
  public static ReconstructionObjective prepared(Parameters parameters) {
    ReconstructionObjective objective = reconstruction(parameters, Tiny.model(), IMAGES);
    objective.graph(1);
    return objective;
  }

  static TrainingPlan plan(int epochs, int batch, int microBatch, OptimizerConfig optimizer, int threads) {
    return new TrainingPlan(epochs, new BatchConfig(batch, microBatch), optimizer, 3, threads, 0,
        DeviceGroup.CPU);
  }

  /** Returns an optimizer without an average. */
  public static Optimizer optimizer(OptimizerConfig config, Parameters parameters) {
    return optimizer(config, new TrainedWeights(parameters, 0));
  }

  /** Returns an optimizer for two threads, without factors on the learning rate. */
  public static Optimizer optimizer(OptimizerConfig config, TrainedWeights weights) {
    return new Optimizer(config, weights, name -> 1, 2);
  }

  /** Writes a micro-batch into the placeholders of a plan. */
  public static void feed(Objective objective, GraphPlan plan, int epoch, long step, int microBatch, int... indices) {
    MicroBatch batch = objective.microBatch(indices.length);
    batch.fill(epoch, step, microBatch, indices);
    batch.copyTo(plan);
  }

  /** Returns a listener for steps only. */
  public static List<TrainingListener> onStep(Consumer<StepReport> consumer) {
    return List.of(new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        consumer.accept(report);
      }
    });
  }
}
