package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.Direction;
import org.mae4j.base.RandomStream;
import org.mae4j.base.Seeds;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ClassifierValidationListener;
import org.mae4j.experiment.listener.StageTraining;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.train.objective.ClassificationObjective;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.objective.PhasedObjective;
import org.mae4j.train.optimizer.LayerDecay;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/**
 * Trains encoder and classifier together, and reports the epoch that is best on validation. Fine-tuning and training
 * from scratch have the same network, schedule, order of images and augmentation, and the same initial classifier.
 *
 * @param start where the parameters of the encoder come from
 */
record ClassifierStage(Start start) implements Stage {
  /** Where the parameters of the encoder come from. */
  enum Start {
    /** The pre-trained autoencoder. */
    FINETUNE("fine-tuning", "MAE encoder, fine-tuned", List.of("scratch")),
    /** Initialization, as the control. */
    SCRATCH("training from scratch", "trained from scratch", List.of());

    private final String title;
    private final ResultMetric.Group group;

    Start(String title, String label, List<String> controls) {
      this.title = title;
      this.group = new ResultMetric.Group(name().toLowerCase(Locale.ROOT), label, controls);
    }
  }

  @Override
  public String title() {
    return start.title;
  }

  @Override
  public String name() {
    return start.group.key();
  }

  @Override
  public Set<Need> needs() {
    return start == Start.FINETUNE ? Set.of(Need.PRETRAINED, Need.LABELS) : Set.of(Need.LABELS);
  }

  @Override
  public Optional<TrainingGroup> training() {
    return Optional.of(TrainingGroup.FINETUNE);
  }

  @Override
  public Set<String> groups() {
    return Set.of("finetune");
  }

  @Override
  public StageMemory memory(MemoryEstimate estimate) {
    return estimate.finetuning();
  }

  @Override
  public List<ResultMetric> metrics() {
    return start.group.classification();
  }

  @Override
  public void run(Run run) throws IOException {
    ImageSet images = run.data().train();
    try (Parameters parameters =
        ParameterInitializer.classifierTraining(run.config(), images.shape(), images.classNames().size())) {
      if (start == Start.FINETUNE) {
        loadPretrained(run, parameters);
      }
      try (TrainedWeights weights = new TrainedWeights(parameters, run.config().finetune().ema())) {
        train(run, weights);
      }
    }
  }

  /** Loads the encoder, and the decoder if this training has one and the checkpoint, which may be imported, has it, too. */
  private static void loadPretrained(Run run, Parameters parameters) {
    boolean decoder = ModelCheckpoint.hasDecoder(run.autoencoder());
    ModelCheckpoint.load(run.autoencoder(), parameters,
        name -> name.startsWith("encoder.") || decoder && name.startsWith(Decoder.PREFIX), run.config().model());
  }

  private void train(Run run, TrainedWeights weights) throws IOException {
    ImageSet images = run.data().train();
    try (ClassifierEvaluation evaluation = new ClassifierEvaluation(weights.evaluated(), run.config().model(),
        images.shape(), images.classNames().size(), run.workers())) {
      train(run, weights, evaluation);
    }
  }

  private void train(Run run, TrainedWeights weights, ClassifierEvaluation evaluation) throws IOException {
    BestEpoch best =
        new BestEpoch(run.directory().checkpoints().bestClassifier(name()), weights.evaluated(), run.config().model(),
            Direction.MAXIMIZE);
    StageTraining.TrainingOutcome outcome =
        new StageTraining(run, name(), weights, objective(run, weights.parameters()), plan(run),
            layerDecay(run.config()), run.config().finetune().logEvery())
            .train(best, progress -> new ClassifierValidationListener(run, name(), evaluation, best, progress));
    best.restore();
    Scores validation = evaluation.score(run.data().validation());
    new ClassifierResults(name(), validation, evaluation.score(run.data().test())).report(run);
    run.results().put(name() + ".bestEpoch", best.found().epoch())
        .put(name() + ".layerDecay", decay(run.config().finetune()))
        .put(name() + ".skippedSteps", outcome.skippedSteps());
  }

  private LayerDecay layerDecay(ExperimentConfig config) {
    return new LayerDecay(decay(config.finetune()), config.model().encoder().depth());
  }

  private double decay(FinetuneConfig config) {
    return start == Start.FINETUNE ? config.layerDecay() : config.scratchLayerDecay();
  }

  private static Objective objective(Run run, Parameters parameters) {
    FinetuneConfig finetune = run.config().finetune();
    return new PhasedObjective(finetune.resolution().phases(finetune.epochs()),
        scale -> new ClassificationObjective(parameters, run.config().model(), finetune, run.data().train(),
            run.config().seedOf(RandomStream.FINETUNE), scale));
  }

  private static TrainingPlan plan(Run run) {
    FinetuneConfig finetune = run.config().finetune();
    return new TrainingPlan(finetune.epochs(), finetune.batch(), finetune.optimizer(),
        Seeds.derive(run.config().seedOf(RandomStream.FINETUNE), "order"), Threads.of(run.config()),
        run.config().train().maxSkips(), run.devices());
  }
}
