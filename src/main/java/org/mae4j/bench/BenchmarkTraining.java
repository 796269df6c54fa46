package org.mae4j.bench;

import java.util.List;
import java.util.Optional;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/** Pre-training on random images with the loop, objective and optimizer of {@code mae4j pretrain}. */
public final class BenchmarkTraining implements AutoCloseable {
  private final Parameters parameters;
  private final TrainedWeights weights;
  private final Optimizer optimizer;
  private final TrainingLoop loop;

  /**
   * @param steps number of steps of one epoch, in which each image is used once
   * @param device that computes; empty for {@code threads} of the CPU
   */
  public BenchmarkTraining(Workload workload, int threads, int steps, Optional<Device> device) {
    ExperimentConfig config = workload.config();
    PretrainConfig pretrain = config.pretrain();
    ImageSet images = RandomImages.of(config.data().image(), pretrain.batch().size() * steps);
    this.parameters = workload.initialParameters();
    this.weights = new TrainedWeights(parameters, pretrain.ema());
    this.optimizer = new Optimizer(pretrain.optimizer(), weights, name -> 1, threads);
    Augmenter augmenter = new Augmenter(pretrain.augment(), images.shape(), config.seedOf(RandomStream.AUGMENTATION));
    this.loop = new TrainingLoop(
        new ReconstructionObjective(parameters, config.model(), images, augmenter, config.seedOf(RandomStream.MASKS)),
        new TrainingPlan(1, pretrain.batch(), pretrain.optimizer(), config.seedOf(RandomStream.ORDER), threads,
            0, DeviceGroup.of(device)),
        optimizer, parameters.names());
  }

  /** Returns the parameters, which the training updates in place. */
  public Parameters parameters() {
    return parameters;
  }

  /** Does all steps. */
  public void run(TrainingListener listener) {
    loop.run(List.of(listener));
  }

  @Override
  public void close() {
    loop.close();
    optimizer.close();
    weights.close();
    parameters.close();
  }
}
