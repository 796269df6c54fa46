package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.CheckpointListener;
import org.mae4j.experiment.listener.HistogramListener;
import org.mae4j.experiment.listener.LayerListener;
import org.mae4j.experiment.listener.MetricsListener;
import org.mae4j.experiment.listener.ReconstructionValidationListener;
import org.mae4j.experiment.listener.SystemListener;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.result.Figure;
import org.mae4j.train.AdamW;
import org.mae4j.train.ReconstructionObjective;
import org.mae4j.train.TrainingLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the autoencoder from its initialization. */
record PretrainStage() implements Evaluation {
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
  public StageMemory memory(MemoryEstimate estimate) {
    return estimate.pretraining();
  }

  /** The reconstructions are measured by the stage {@code evaluate}. */
  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public void run(Run run) throws IOException {
    ExperimentConfig config = run.config();
    PretrainConfig pretrain = config.pretrain();
    ImageSet images = run.data().train();
    try (Parameters parameters = ParameterInitializer.autoencoder(config, images.shape());
        AdamW optimizer = new AdamW(pretrain.optimizer(), parameters, name -> 1);
        TrainingLoop loop = new TrainingLoop(objective(config, images, parameters), plan(run), optimizer,
            parameters.names());
        Progress progress = run.progress(name(), loop.totalSteps());
        ReconstructionValidationListener validation = new ReconstructionValidationListener(run, parameters, progress)) {
      MetricsListener metrics = new MetricsListener(name(), pretrain.epochs(), pretrain.logEvery(),
          pretrain.batch().size(), run.metrics(), progress);
      SystemListener system = new SystemListener(name(), pretrain.batch().size(), run.system(), progress);
      CheckpointListener checkpoints = new CheckpointListener(run, name(), parameters, optimizer, validation.best(), metrics);
      LayerListener layers = new LayerListener(run, name(), pretrain.logEvery(), parameters, loop, optimizer);
      checkpoints.train(loop, List.of(layers, metrics, system, new HistogramListener(run, name(), parameters, loop), validation));
      run.results().put("pretrain.bestEpoch", validation.best().found().epoch())
          .put("pretrain.skippedSteps", loop.state().skipped());
      run.took(name(), Map.of("seconds", checkpoints.time().toMillis() / 1e3, "imagesPerSecond", metrics.imagesPerSecond()));
      LOG.info("pre-trained in {}; the best epoch on validation is {}", Progress.time(checkpoints.time()),
          validation.best().found().epoch());
    }
  }

  private static ReconstructionObjective objective(ExperimentConfig config, ImageSet images, Parameters parameters) {
    Augmenter augmenter = new Augmenter(config.pretrain().augment(), images.shape(), config.seedOf(RandomStream.AUGMENTATION));
    return new ReconstructionObjective(parameters, config.model(), images, augmenter, config.seedOf(RandomStream.MASKS));
  }

  private static TrainingLoop.Plan plan(Run run) {
    PretrainConfig pretrain = run.config().pretrain();
    return new TrainingLoop.Plan(pretrain.epochs(), pretrain.batch(), pretrain.optimizer(),
        run.config().seedOf(RandomStream.ORDER), run.threads(), run.config().train().maxSkips());
  }
}
