package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.CheckpointListener;
import org.mae4j.experiment.listener.HistogramListener;
import org.mae4j.experiment.listener.LayerListener;
import org.mae4j.experiment.listener.MetricsListener;
import org.mae4j.experiment.listener.ReconstructionValidationListener;
import org.mae4j.experiment.listener.SystemListener;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.AdamW;
import org.mae4j.train.ReconstructionObjective;
import org.mae4j.train.TrainingLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the autoencoder from its initialization. */
public record PretrainStage() implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(PretrainStage.class);

  @Override
  public String key() {
    return "pretrain";
  }

  @Override
  public String title() {
    return "pre-training";
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
        Progress progress = run.progress(key(), loop.totalSteps());
        ReconstructionValidationListener heldOut = new ReconstructionValidationListener(run, parameters, progress)) {
      MetricsListener watch = new MetricsListener(key(), pretrain.epochs(), pretrain.logEvery(),
          pretrain.batch().size(), run.metrics(), progress);
      SystemListener system = new SystemListener(key(), pretrain.batch().size(), run.system(), progress);
      CheckpointListener keeper = new CheckpointListener(run, key(), parameters, optimizer, heldOut.best(), watch);
      LayerListener layers = new LayerListener(run, key(), pretrain.logEvery(), parameters, loop, optimizer);
      keeper.train(loop, List.of(layers, watch, system, new HistogramListener(run, key(), parameters, loop), heldOut));
      run.results().put("pretrain.bestEpoch", heldOut.best().found().epoch())
          .put("pretrain.skippedSteps", loop.state().skipped());
      run.took(key(), Map.of("seconds", keeper.time().toMillis() / 1e3, "imagesPerSecond", watch.imagesPerSecond()));
      LOG.info("pre-trained in {}; best on validation after epoch {}", Progress.time(keeper.time()),
          heldOut.best().found().epoch());
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
