package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mae4j.base.RandomStream;
import org.mae4j.base.text.ByteSize;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.Features;
import org.mae4j.eval.neighbor.NearestNeighbors;
import org.mae4j.eval.probe.LearningRates;
import org.mae4j.eval.probe.LinearClassifier;
import org.mae4j.eval.probe.LinearProbe;
import org.mae4j.experiment.checkpoint.FeatureClassifierFile;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.cost.StageCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.listener.ProbeProgressListener;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.dl4j.ProbeReports;
import org.mae4j.record.result.ResultMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies by features that no label has changed, with linear probes and with k nearest neighbors: on the pre-trained
 * encoder and, as controls, on raw pixels and on the randomly initialized encoder. Pre-training is worth what it adds to
 * both controls. Keeps the features of some test images for reports.
 */
record ProbeStage() implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeStage.class);
  /** Bytes of features that a run keeps; those of CIFAR-10 take 35 MB at a width of 192. */
  private static final long LARGEST_FEATURES = 100_000_000;

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String title() {
    return "probes of frozen features";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PRETRAINED, Need.LABELS);
  }

  @Override
  public Set<String> groups() {
    return Set.of("probe");
  }

  @Override
  public List<ResultMetric> metrics() {
    return ProbedFeatures.metrics(List.of(ProbedFeatures.values()));
  }

  @Override
  public List<ResultMetric> metrics(ExperimentConfig config) {
    return ProbedFeatures.metrics(ProbedFeatures.of(config));
  }

  @Override
  public List<StageCost> costs(ExperimentConfig config, TrainingData data) {
    int rates = config.probe().learningRates().size();
    return ProbedFeatures.of(config).stream().map(features -> features.cost(config, data, rates)).toList();
  }

  @Override
  public void run(Run run) throws IOException {
    try (ProbeReports reports = ProbeReports.create(run.directory().probeReports())) {
      if (run.config().probe().controls()) {
        classifyControls(run, reports);
      }
      SplitFeatures features = pretrained(run);
      LinearClassifier probe = classify(run, ProbedFeatures.PRETRAINED, features, reports);
      new LatentsWriter(run, features.train(), features.test()).write();
      save(run, probe, features.train());
    }
  }

  private static void classifyControls(Run run, ProbeReports reports) throws IOException {
    classify(run, ProbedFeatures.PIXELS, SplitFeatures.of(run, Features::pixels), reports);
    try (Parameters random = ParameterInitializer.encoder(run.config(), run.data().train().shape())) {
      classify(run, ProbedFeatures.RANDOM, SplitFeatures.encoded(run, random), reports);
    }
  }

  /** Writes the linear probe, and the features of the training images unless they are large. */
  private static void save(Run run, LinearClassifier probe, Features train) throws IOException {
    FeatureClassifierFile.write(run.directory().checkpoints().linearProbe(), probe, run.autoencoder());
    long bytes = (long) train.rows().length * train.width() * Float.BYTES;
    if (bytes > LARGEST_FEATURES) {
      Files.deleteIfExists(run.directory().checkpoints().trainingFeatures());
      LOG.info("the features of the training images are not saved, because they take {}", ByteSize.megabytes(bytes));
      return;
    }
    FeatureClassifierFile.write(run.directory().checkpoints().trainingFeatures(), train.rows(),
        IntStream.range(0, train.rows().length).mapToLong(train.images()::label).toArray(),
        train.images().classNames().size(), run.config().probe().neighbors(), run.autoencoder());
  }

  private static SplitFeatures pretrained(Run run) {
    try (Parameters encoder = run.encoder()) {
      return SplitFeatures.encoded(run, encoder);
    }
  }

  /** Returns the linear probe. */
  private static LinearClassifier classify(Run run, ProbedFeatures probed, SplitFeatures features,
      ProbeReports reports) throws IOException {
    LinearClassifier probe = probe(run, probed, features, reports);
    neighbors(run, probed.neighbors(), features);
    return probe;
  }

  private static LinearClassifier probe(Run run, ProbedFeatures probed, SplitFeatures features,
      ProbeReports reports) throws IOException {
    ExperimentConfig config = run.config();
    ResultMetric.Group group = probed.linear();
    try (ProbeProgressListener progress = new ProbeProgressListener(run, group.key(), reports)) {
      LinearProbe.Outcome outcome = new LinearProbe(config.probe(), config.seedOf(RandomStream.PROBE), progress)
          .run(features.train(), features.validation(), features.test());
      new ClassifierResults(group.key(), outcome.validation(), outcome.test()).report(run);
      putRates(run, group, outcome.rates());
      probed.cost(config, TrainingData.of(run.data()), outcome.rates().accuracies().size()).putInto(run.results());
      return outcome.classifier();
    }
  }

  private static void putRates(Run run, ResultMetric.Group group, LearningRates rates) {
    run.results().put(group.key() + ".learningRate", rates.best())
        .put(group.key() + ".learningRates", List.copyOf(rates.accuracies().keySet()))
        .put(group.key() + ".learningRateAccuracies", List.copyOf(rates.accuracies().values()));
    if (!rates.isWideEnough()) {
      LOG.warn("{}: a learning rate {} may be better; name others in probe.learningRates", group.label(),
          rates.accuracies().size() == 1
              ? "other than " + NumberLabel.of(rates.best())
              : "outside " + NumberLabel.of(rates.accuracies().firstKey()) + " to "
                  + NumberLabel.of(rates.accuracies().lastKey()));
    }
  }

  private static void neighbors(Run run, ResultMetric.Group group, SplitFeatures features) throws IOException {
    int k = run.config().probe().neighbors();
    NearestNeighbors neighbors = new NearestNeighbors(features.train(), k);
    // On the CPU, also where a device computes the features.
    Workers workers = Workers.of(run.config(), run::stopRequested, Optional.empty());
    new ClassifierResults(group.key(), neighbors.classify(features.validation(), workers),
        neighbors.classify(features.test(), workers)).report(run);
    run.results().put(group.key() + ".neighbours", k);
  }
}
