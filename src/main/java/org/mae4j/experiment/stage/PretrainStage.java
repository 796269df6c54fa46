package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.Direction;
import org.mae4j.base.RandomStream;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ReconstructionValidationListener;
import org.mae4j.experiment.listener.StageTraining;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.objective.ReconstructionObjective;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the autoencoder from its initialization. */
record PretrainStage() implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(PretrainStage.class);

  @Override
  public String name() {
    return "pretrain";
  }

  @Override
  public String title() {
    return "pre-training";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.MASKED_PATCHES);
  }

  @Override
  public Optional<TrainingGroup> training() {
    return Optional.of(TrainingGroup.PRETRAIN);
  }

  @Override
  public Set<String> groups() {
    return Set.of("pretrain");
  }

  @Override
  public StageMemory memory(MemoryEstimate estimate) {
    return estimate.pretraining();
  }

  /** The reconstructions are measured by the stage {@code evaluate}. */
  @Override
  public List<ResultMetric> metrics() {
    return List.of();
  }

  @Override
  public void run(Run run) throws IOException {
    ExperimentConfig config = run.config();
    ImageSet images = run.watched();
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape());
        TrainedWeights weights = new TrainedWeights(parameters, config.pretrain().ema());
        Reconstructor reconstructor = new Reconstructor(weights.evaluated(), config.model(), images.shape(),
            config.seedOf(RandomStream.VALIDATION_MASKS), run.workers())) {
      BestEpoch best =
          new BestEpoch(run.directory().checkpoints().bestAutoencoder(), weights.evaluated(), config.model(),
              Direction.MINIMIZE);
      StageTraining.TrainingOutcome outcome = new StageTraining(run, name(), weights,
          objective(config, run.data().pretrain(), parameters), plan(run), name -> 1, config.pretrain().logEvery())
          .train(best,
              progress -> new ReconstructionValidationListener(run, images, weights.evaluated(), reconstructor, best,
                  progress));
      run.results().put("pretrain.bestEpoch", best.found().epoch())
          .put("pretrain.skippedSteps", outcome.skippedSteps());
      LOG.info("pre-trained in {}; the best epoch on validation is {}", DurationFormat.clock(outcome.duration()),
          best.found().epoch());
    }
  }

  private static Objective objective(ExperimentConfig config, ImageSet images, Parameters parameters) {
    Augmenter augmenter =
        new Augmenter(config.pretrain().augment(), images.shape(), config.seedOf(RandomStream.AUGMENTATION));
    return new PhasedObjective(config.pretrain().resolution().phases(config.pretrain().epochs()),
        scale -> new ReconstructionObjective(parameters, config.model(), images, augmenter,
            config.seedOf(RandomStream.MASKS), scale));
  }

  private static TrainingPlan plan(Run run) {
    PretrainConfig pretrain = run.config().pretrain();
    return new TrainingPlan(pretrain.epochs(), pretrain.batch(), pretrain.optimizer(),
        run.config().seedOf(RandomStream.ORDER), Threads.of(run.config()), run.config().train().maxSkips(),
        run.devices());
  }
}
