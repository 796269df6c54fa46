package org.mae4j.experiment.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SplitSeeds;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Features;
import org.mae4j.eval.Scores;
import org.mae4j.eval.neighbor.NearestNeighbors;
import org.mae4j.eval.probe.LinearProbe;
import org.mae4j.eval.reconstruction.ReconstructionEvaluation;
import org.mae4j.eval.reconstruction.ReconstructionScores;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.Results;

/**
 * The protocol of a whole run, computed again from its checkpoints: what each stage starts from, on which images it
 * selects and measures, and what it keeps. The weights that are measured are averages. The learning rate of pre-training
 * rises until the loss does, too, so that the best epoch is not the last. Fine-tuning has a layer decay that leaves the encoder as it is. The best
 * classifier from scratch is replaced by another one before the stage restores it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private static final int PLANTED_CLASS = 3;
  private static final Workers WORKERS = Workers.of(1);

  private final ExperimentConfig config = SmallExperiment.config("data.source.test=30", "pretrain.epochs=4",
      "pretrain.validateEvery=1", "pretrain.validationImages=0", "pretrain.ema=0.8",
      "pretrain.optimizer.warmupFraction=0.95", "pretrain.optimizer.baseLearningRate=20",
      "probe.learningRates=[1e-9, 0.1, 0.3]", "finetune.epochs=8", "finetune.ema=0.8",
      "finetune.layerDecay=1e-6", "finetune.mixup=0", "finetune.optimizer.baseLearningRate=0.3");
  private DataSplits data;
  private RunDirectory run;
  private Results results;
  private List<MetricsLog.MetricRow> metrics;

  @BeforeAll
  void run(@TempDir Path directory) throws IOException {
    Path out = directory.resolve("run");
    RunListener listener = new RunListener() {
      @Override
      public Progress progress(String task, long total) {
        return (done, details) -> {};
      }

      @Override
      public void recorded(MetricsLog.MetricRow metric) {
        if (metric.name().equals("scratch.val.accuracy") && metric.epoch() == config.finetune().epochs()) {
          plant(out.resolve("checkpoints/scratch-best.safetensors"));
        }
      }
    };
    run = Experiment.start(new Invocation(Instant.now(), List.of("run")).observedBy(listener), config,
        Optional.of(out),
        Stages.of(config));
    data = DataSplits.read(config.data(), SplitSeeds.of(config), Decoding.QUIET);
    results = Results.read(run.results());
    metrics = MetricsLog.read(run.metrics());
  }

  /** Writes a classifier that always predicts one class. */
  private void plant(Path file) {
    try (Parameters parameters = classifier()) {
      parameters.get("classifier.weight").assign(0);
      parameters.get("classifier.bias").assign(0).putScalar(PLANTED_CLASS, 1);
      ModelCheckpoint.save(file, parameters, config.model(), new ModelCheckpoint.ValidatedStep(1, 1, "planted", 1));
    }
  }

  @Test
  void fineTuningStartsFromThePretrainedEncoder() {
    try (Parameters pretrained = ParameterInitializer.encoder(config, config.data().image())) {
      ModelCheckpoint.load(run.checkpoints().bestAutoencoder(), pretrained, config.model());
      assertArrayEquals(embedding(pretrained), embedding("finetune-best.safetensors"));
    }
  }

  /** All of its layers learn at the full rate, so the embedding does not stay what it was. */
  @Test
  void scratchHasNoLayerDecay() {
    try (Parameters initial = classifier()) {
      assertFalse(Arrays.equals(embedding(initial), embedding("scratch-best.safetensors.previous")));
    }
  }

  @Test
  void bestEpochIsRestoredBeforeItIsMeasured() {
    for (String split : List.of("val", "test")) {
      for (int[] row : confusion("scratch." + split)) {
        assertEquals(Arrays.stream(row).sum(), row[PLANTED_CLASS], split);
      }
    }
  }

  @Test
  void fineTuningIsSelectedOnValidation() {
    List<Double> accuracies = values("finetune.val.accuracy");
    double highest = Collections.max(accuracies);
    assertNotEquals(highest, accuracies.get(accuracies.size() - 1), "a best epoch that is the last would show nothing");
    assertEquals(accuracies.indexOf(highest) + 1, results.number("finetune.bestEpoch").orElseThrow());
    assertEquals(highest, results.number("finetune.val.accuracy").orElseThrow());
    try (Parameters best = classifier()) {
      ModelCheckpoint.load(run.checkpoints().bestClassifier("finetune"), best, config.model());
      assertArrayEquals(expectedConfusion(best, data.validation()), confusion("finetune.val"));
      assertArrayEquals(expectedConfusion(best, data.test()), confusion("finetune.test"));
    }
  }

  private int[][] expectedConfusion(Parameters classifier, ImageSet images) {
    return score(classifier, images).confusion().orElseThrow();
  }

  private Scores score(Parameters classifier, ImageSet images) {
    try (ClassifierEvaluation evaluation = new ClassifierEvaluation(classifier, config.model(), images.shape(),
        images.classNames().size(), WORKERS)) {
      return evaluation.score(images);
    }
  }

  @Test
  void pretrainingIsSelectedOnValidation() {
    List<Double> losses = values("pretrain.val.loss");
    double lowest = Collections.min(losses);
    double last = losses.get(losses.size() - 1);
    assertNotEquals(lowest, last, "a best epoch that is the last would show nothing");
    assertEquals(losses.indexOf(lowest) + 1, results.number("pretrain.bestEpoch").orElseThrow());
    assertEquals(score(run.checkpoints().bestAutoencoder(), data.validation(), ReconstructionScores::loss), lowest,
        1e-9);
    assertEquals(score(run.checkpoints().lastAutoencoder(), data.validation(), ReconstructionScores::loss), last, 1e-9);
  }

  @Test
  void reconstructionsAreMeasuredOnTheirOwnSplit() {
    assertMaskedMse("val", data.validation());
    assertMaskedMse("test", data.test());
  }

  private void assertMaskedMse(String split, ImageSet images) {
    assertEquals(score(run.checkpoints().bestAutoencoder(), images, scores -> scores.all().maskedMse()),
        results.number("pretrain." + split + ".maskedMse").orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixelProbe", "randomProbe", "linearProbe", "pixelKnn", "randomKnn", "knn", "finetune",
      "scratch"})
  void classifiersAreMeasuredOnTheirOwnSplit(String key) {
    assertEquals(data.validation().size(), Arrays.stream(confusion(key + ".val")).flatMapToInt(Arrays::stream).sum());
    assertEquals(data.test().size(), Arrays.stream(confusion(key + ".test")).flatMapToInt(Arrays::stream).sum());
  }

  @Test
  void randomEncoderIsTheInitialization() {
    try (Parameters random = ParameterInitializer.encoder(config, data.train().shape())) {
      assertClassified(random, "randomProbe", "randomKnn");
    }
  }

  @Test
  void pretrainedEncoderIsThatOfTheBestEpoch() {
    try (Parameters pretrained = ParameterInitializer.encoder(config, data.train().shape())) {
      ModelCheckpoint.load(run.checkpoints().bestAutoencoder(), pretrained, config.model());
      assertClassified(pretrained, "linearProbe", "knn");
    }
    assertFalse(Arrays.deepEquals(confusion("randomKnn.test"), confusion("knn.test")));
  }

  private void assertClassified(Parameters encoder, String probe, String neighbors) {
    Features train = features(encoder, data.train());
    Features validation = features(encoder, data.validation());
    Features test = features(encoder, data.test());
    LinearProbe.Outcome outcome = probe(train, validation, test);
    assertArrayEquals(outcome.validation().confusion().orElseThrow(), confusion(probe + ".val"));
    assertArrayEquals(outcome.test().confusion().orElseThrow(), confusion(probe + ".test"));
    NearestNeighbors nearest = new NearestNeighbors(train, config.probe().neighbors());
    assertArrayEquals(nearest.classify(validation, Workers.of(1)).confusion().orElseThrow(),
        confusion(neighbors + ".val"));
    assertArrayEquals(nearest.classify(test, Workers.of(1)).confusion().orElseThrow(), confusion(neighbors + ".test"));
  }

  private LinearProbe.Outcome probe(Features train, Features validation, Features test) {
    return new LinearProbe(config.probe(), config.seedOf(RandomStream.PROBE), (rate, epoch, loss) -> {})
        .run(train, validation, test);
  }

  /** The classifier, whose control follows, and the probe, whose control is measured before. */
  @Test
  void classifiersAreComparedWithTheirControlsImageByImage() {
    assertCompared("finetune", "scratch", predicted("finetune"), predicted("scratch"));
    try (Parameters random = ParameterInitializer.encoder(config, data.train().shape());
        Parameters pretrained = ParameterInitializer.encoder(config, data.train().shape())) {
      ModelCheckpoint.load(run.checkpoints().bestAutoencoder(), pretrained, name -> true, config.model());
      assertCompared("linearProbe", "randomProbe", probed(pretrained), probed(random));
    }
  }

  private void assertCompared(String key, String control, int[] predicted, int[] predictedByControl) {
    int[][] counts = new int[2][2];
    for (int i = 0; i < data.test().size(); i++) {
      int label = data.test().label(i);
      counts[predicted[i] == label ? 0 : 1][predictedByControl[i] == label ? 0 : 1]++;
    }
    assertNotEquals(counts[0][1], counts[1][0], "counts that are equal would not show which is the control");
    assertArrayEquals(counts, results.matrix(key + ".test.versus." + control).orElseThrow());
  }

  private int[] predicted(String stage) {
    try (Parameters classifier = classifier()) {
      ModelCheckpoint.load(run.checkpoints().bestClassifier(stage), classifier, name -> true, config.model());
      return score(classifier, data.test()).predicted();
    }
  }

  private int[] probed(Parameters encoder) {
    return probe(features(encoder, data.train()), features(encoder, data.validation()), features(encoder, data.test()))
        .test().predicted();
  }

  private Features features(Parameters encoder, ImageSet images) {
    return Features.encoded(encoder, config.model(), images, WORKERS);
  }

  private double score(Path checkpoint, ImageSet images, ToDoubleFunction<ReconstructionScores> metric) {
    try (LoadedReconstructor loaded = new LoadedReconstructor(checkpoint, config, images.shape(), WORKERS)) {
      return metric.applyAsDouble(ReconstructionEvaluation.score(loaded.get(), images));
    }
  }

  private Parameters classifier() {
    return ParameterInitializer.classifier(config, config.data().image(), 10);
  }

  private float[] embedding(String checkpoint) {
    try (Parameters parameters = classifier()) {
      ModelCheckpoint.load(run.checkpoints().path().resolve(checkpoint), parameters, config.model());
      return embedding(parameters);
    }
  }

  private static float[] embedding(Parameters parameters) {
    return HostCopy.read(parameters.get("encoder.embedding.weight"));
  }

  private int[][] confusion(String key) {
    return results.matrix(key + ".confusion").orElseThrow();
  }

  private List<Double> values(String metric) {
    return metrics.stream().filter(row -> row.name().equals(metric)).map(MetricsLog.MetricRow::value).toList();
  }
}
