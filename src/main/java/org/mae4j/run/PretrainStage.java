package org.mae4j.run;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  public String title() {
    return "pre-training";
  }

  @Override
  public Set<String> metrics() {
    return Set.of("pretrain");
  }

  @Override
  public void run(Run run) {
    ExperimentConfig config = run.config();
    PretrainConfig pretrain = config.pretrain();
    ImageSet images = run.data().train();
    try (Parameters parameters = FreshParameters.autoencoder(config, images.shape());
        AdamW optimizer = new AdamW(pretrain.optimizer(), parameters, name -> 1);
        TrainingLoop loop = new TrainingLoop(objective(config, images, parameters), plan(run), optimizer,
            parameters.names());
        Progress progress = Progress.start("pretrain", loop.totalSteps());
        HeldOutReconstruction heldOut = new HeldOutReconstruction(run, parameters, progress)) {
      TrainingWatch watch = new TrainingWatch("pretrain", pretrain.epochs(), pretrain.logEvery(),
          pretrain.batch().size(), run.metrics(), progress);
      long start = System.nanoTime();
      SystemWatch system = new SystemWatch("pretrain", pretrain.batch().size(), run.system(), progress);
      loop.run(List.of(watch, system, heldOut));
      report(run, watch, heldOut, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static ReconstructionObjective objective(ExperimentConfig config, ImageSet images, Parameters parameters) {
    Augmenter augmenter = new Augmenter(config.pretrain().augment(), images.shape(), config.seedOf("augment"));
    return new ReconstructionObjective(parameters, config.model(), images, augmenter, config.seedOf("masks"));
  }

  private static TrainingLoop.Plan plan(Run run) {
    PretrainConfig pretrain = run.config().pretrain();
    return new TrainingLoop.Plan(pretrain.epochs(), pretrain.batch(), pretrain.optimizer(),
        run.config().seedOf("order"), run.threads());
  }

  private static void report(Run run, TrainingWatch watch, HeldOutReconstruction heldOut, Duration time) {
    run.results().put("pretrain.seconds", time.toMillis() / 1e3)
        .put("pretrain.imagesPerSecond", watch.imagesPerSecond())
        .put("pretrain.bestEpoch", heldOut.bestEpoch());
    LOG.info("pre-trained in {}; best on validation after epoch {}", ProgressLines.text(time), heldOut.bestEpoch());
  }
}
