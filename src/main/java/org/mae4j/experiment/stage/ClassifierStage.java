package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.Locale;
import org.mae4j.base.Direction;
import org.mae4j.base.RandomStream;
import org.mae4j.base.Seeds;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ClassifierValidationListener;
import org.mae4j.experiment.listener.StageTraining;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.ClassificationObjective;
import org.mae4j.train.LayerDecay;
import org.mae4j.train.TrainingLoop;

/**
 * Trains encoder and classifier together, and reports the epoch that does best on validation. Both ways have the same
 * network, schedule, order of images and augmentation, and classifiers that start alike.
 *
 * @param start where the encoder comes from
 */
public record ClassifierStage(Start start) implements Stage {
  /** Where the encoder's parameters come from. */
  public enum Start {
    /** The pre-trained autoencoder. */
    FINETUNE("fine-tuning"),
    /**
     * Initialization, as the control. All its layers learn at the full rate: a rate that falls toward the input
     * protects what pre-training taught, and would only hold back layers that know nothing yet.
     */
    SCRATCH("training from scratch");

    private final String title;

    Start(String title) {
      this.title = title;
    }
  }

  @Override
  public String title() {
    return start.title;
  }

  @Override
  public String key() {
    return start.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void run(Run run) throws IOException {
    ImageSet images = run.data().train();
    try (Parameters parameters =
        ParameterInitializer.classifier(run.config(), images.shape(), images.classNames().size())) {
      if (start == Start.FINETUNE) {
        ModelCheckpoint.load(run.autoencoder(), parameters, name -> name.startsWith("encoder."),
            run.config().model());
      }
      BestEpoch best = new BestEpoch(run.directory().bestClassifier(key()), parameters, run.config().model(),
          Direction.MAXIMIZE);
      StageTraining.Outcome outcome = new StageTraining(run, key(), parameters, objective(run, parameters), plan(run),
          layerDecay(run.config()), run.config().finetune().logEvery())
          .train(best, progress -> new ClassifierValidationListener(run, key(), parameters, best, progress));
      best.restore();
      report(run, parameters);
      run.results().put(key() + ".bestEpoch", best.found().epoch())
          .put(key() + ".skippedSteps", outcome.skippedSteps());
    }
  }

  private LayerDecay layerDecay(ExperimentConfig config) {
    double decay = start == Start.FINETUNE ? config.finetune().layerDecay() : 1;
    return new LayerDecay(decay, config.model().encoder().depth());
  }

  private static ClassificationObjective objective(Run run, Parameters parameters) {
    return new ClassificationObjective(parameters, run.config().model(), run.config().finetune(), run.data().train(),
        run.config().seedOf(RandomStream.FINETUNE));
  }

  private static TrainingLoop.Plan plan(Run run) {
    FinetuneConfig finetune = run.config().finetune();
    return new TrainingLoop.Plan(finetune.epochs(), finetune.batch(), finetune.optimizer(),
        Seeds.derive(run.config().seedOf(RandomStream.FINETUNE), "order"), run.threads(), run.config().train().maxSkips());
  }

  private void report(Run run, Parameters parameters) throws IOException {
    DataSplits data = run.data();
    Scores validation =
        ClassifierEvaluation.score(parameters, run.config().model(), data.validation(), run.workers());
    Scores test = ClassifierEvaluation.score(parameters, run.config().model(), data.test(), run.workers());
    new ClassifierResults(key(), validation, test).report(run);
  }
}
