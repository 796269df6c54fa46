package org.mae4j.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.data.Augmenter;
import org.mae4j.data.ImageSet;
import org.mae4j.model.Parameters;
import org.mae4j.train.AdamW;
import org.mae4j.train.ReconstructionObjective;
import org.mae4j.train.TrainingLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the autoencoder from its initialisation. */
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
    try (Parameters parameters = FreshParameters.autoencoder(config, images.shape());
        AdamW optimizer = new AdamW(pretrain.optimizer(), parameters, name -> 1);
        TrainingLoop loop = new TrainingLoop(objective(config, images, parameters), plan(run), optimizer,
            parameters.names());
        Progress progress = run.progress(key(), loop.totalSteps());
        HeldOutReconstruction heldOut = new HeldOutReconstruction(run, parameters, progress)) {
      TrainingWatch watch = new TrainingWatch(key(), pretrain.epochs(), pretrain.logEvery(),
          pretrain.batch().size(), run.metrics(), progress);
      SystemWatch system = new SystemWatch(key(), pretrain.batch().size(), run.system(), progress);
      StateKeeper keeper = new StateKeeper(run, key(), parameters, optimizer, heldOut.best(), watch);
      LayerWatch layers = new LayerWatch(run, key(), pretrain.logEvery(), parameters, loop, optimizer);
      keeper.train(loop, List.of(layers, watch, system, new ParameterWatch(run, key(), parameters, loop), heldOut));
      run.results().put("pretrain.bestEpoch", heldOut.best().found().epoch())
          .put("pretrain.skippedSteps", loop.state().skipped());
      run.took(key(), Map.of("seconds", keeper.time().toMillis() / 1e3, "imagesPerSecond", watch.imagesPerSecond()));
      LOG.info("pre-trained in {}; best on validation after epoch {}", Progress.time(keeper.time()),
          heldOut.best().found().epoch());
    }
  }

  private static ReconstructionObjective objective(ExperimentConfig config, ImageSet images, Parameters parameters) {
    Augmenter augmenter = new Augmenter(config.pretrain().augment(), images.shape(), config.seedOf("augment"));
    return new ReconstructionObjective(parameters, config.model(), images, augmenter, config.seedOf("masks"));
  }

  private static TrainingLoop.Plan plan(Run run) {
    PretrainConfig pretrain = run.config().pretrain();
    return new TrainingLoop.Plan(pretrain.epochs(), pretrain.batch(), pretrain.optimizer(),
        run.config().seedOf("order"), run.threads(), run.config().train().maxSkips());
  }
}
