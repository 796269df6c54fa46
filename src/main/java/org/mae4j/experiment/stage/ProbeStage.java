package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.eval.Features;
import org.mae4j.eval.LearningRates;
import org.mae4j.eval.LinearProbe;
import org.mae4j.eval.NearestNeighbors;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ProbeProgressListener;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.dl4j.ProbeReports;
import org.mae4j.record.result.Figure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies by features that no label has changed, with linear probes and with k nearest neighbors: on the pre-trained
 * encoder and, as controls, on raw pixels and on the randomly initialized encoder. Pre-training is worth what it adds to
 * both controls. Keeps the features of some test images for reports.
 */
record ProbeStage() implements Evaluation {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeStage.class);

  /** The same features, classified by a linear probe and by neighbors. */
  private record Classifiers(Figure.Group linear, Figure.Group neighbors) {}

  private static final Classifiers PIXELS = new Classifiers(
      new Figure.Group("pixelProbe", "linear on raw pixels", List.of()),
      new Figure.Group("pixelKnn", "kNN on raw pixels", List.of()));
  private static final Classifiers RANDOM = new Classifiers(
      new Figure.Group("randomProbe", "linear on random encoder", List.of()),
      new Figure.Group("randomKnn", "kNN on random encoder", List.of()));
  private static final Classifiers PRETRAINED = new Classifiers(
      new Figure.Group("linearProbe", "linear on MAE encoder", List.of(PIXELS.linear.key(), RANDOM.linear.key())),
      new Figure.Group("knn", "kNN on MAE encoder", List.of(PIXELS.neighbors.key(), RANDOM.neighbors.key())));

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
  public List<Figure> figures() {
    List<Classifiers> all = List.of(PIXELS, RANDOM, PRETRAINED);
    return Stream.concat(all.stream().map(Classifiers::linear), all.stream().map(Classifiers::neighbors))
        .flatMap(group -> group.classification().stream()).toList();
  }

  @Override
  public void run(Run run) throws IOException {
    try (ProbeReports reports = ProbeReports.create(run.directory().probeReports())) {
      classify(run, PIXELS, SplitFeatures.of(run, Features::pixels), reports);
      try (Parameters random = ParameterInitializer.encoder(run.config(), run.data().train().shape())) {
        classify(run, RANDOM, SplitFeatures.encoded(run, random), reports);
      }
      SplitFeatures features = pretrained(run);
      classify(run, PRETRAINED, features, reports);
      new LatentsWriter(run, features.train(), features.test()).write();
    }
  }

  private static SplitFeatures pretrained(Run run) {
    try (Parameters encoder = run.encoder()) {
      return SplitFeatures.encoded(run, encoder);
    }
  }

  private static void classify(Run run, Classifiers classifiers, SplitFeatures features, ProbeReports reports)
      throws IOException {
    probe(run, classifiers.linear, features, reports);
    neighbors(run, classifiers.neighbors, features);
  }

  private static void probe(Run run, Figure.Group group, SplitFeatures features, ProbeReports reports)
      throws IOException {
    ExperimentConfig config = run.config();
    try (ProbeProgressListener progress = new ProbeProgressListener(run, group.key(), reports)) {
      LinearProbe.Outcome outcome = new LinearProbe(config.probe(), config.seedOf(RandomStream.PROBE), progress)
          .run(features.train(), features.validation(), features.test());
      new ClassifierResults(group.key(), outcome.validation(), outcome.test()).report(run);
      putRates(run, group, outcome.rates());
    }
  }

  private static void putRates(Run run, Figure.Group group, LearningRates rates) {
    run.results().put(group.key() + ".learningRate", rates.best())
        .put(group.key() + ".learningRates", List.copyOf(rates.accuracies().keySet()))
        .put(group.key() + ".learningRateAccuracies", List.copyOf(rates.accuracies().values()));
    if (!rates.isWideEnough()) {
      LOG.warn("{}: {}; another learning rate may be better", group.label(), rates.accuracies().size() == 1
          ? "probe.learningRates has only " + rates.best()
          : "the lowest or the highest learning rate of " + rates.accuracies().keySet() + " is the best");
    }
  }

  private static void neighbors(Run run, Figure.Group group, SplitFeatures features) throws IOException {
    int k = run.config().probe().neighbors();
    NearestNeighbors neighbors = new NearestNeighbors(features.train(), k);
    new ClassifierResults(group.key(), neighbors.classify(features.validation()),
        neighbors.classify(features.test())).report(run);
    run.results().put(group.key() + ".neighbours", k);
  }
}
