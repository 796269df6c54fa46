package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.eval.Features;
import org.mae4j.eval.LinearProbe;
import org.mae4j.eval.NearestNeighbors;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ProbeProgressListener;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.dl4j.ProbeReports;
import org.mae4j.record.result.Figure;

/**
 * Classifies by features that no label has changed: linear probes on raw pixels, on the randomly initialized encoder
 * and on the pre-trained encoder, and k nearest neighbors on the pre-trained encoder. The first two are controls: a
 * probe is worth what it adds to them. Keeps the features of some test images for reports.
 */
record ProbeStage() implements Evaluation {
  private static final Figure.Group PIXELS =
      new Figure.Group("pixelProbe", "linear on raw pixels", Optional.empty());
  private static final Figure.Group RANDOM =
      new Figure.Group("randomProbe", "linear on random encoder", Optional.empty());
  private static final Figure.Group LINEAR =
      new Figure.Group("linearProbe", "linear on MAE encoder", Optional.of(RANDOM.key()));
  private static final Figure.Group NEIGHBORS = new Figure.Group("knn", "kNN on MAE encoder", Optional.empty());

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String title() {
    return "probes of frozen features";
  }

  @Override
  public Set<String> groups() {
    return Set.of("probe");
  }

  @Override
  public List<Figure> figures() {
    return Stream.of(PIXELS, RANDOM, LINEAR, NEIGHBORS).flatMap(group -> group.classification().stream()).toList();
  }

  @Override
  public void run(Run run) throws IOException {
    try (ProbeReports reports = ProbeReports.create(run.directory().probeReports())) {
      probe(run, PIXELS, SplitFeatures.of(run, Features::pixels), reports);
      try (Parameters random = ParameterInitializer.encoder(run.config(), run.data().train().shape())) {
        probe(run, RANDOM, SplitFeatures.encoded(run, random), reports);
      }
      SplitFeatures features = pretrained(run);
      probe(run, LINEAR, features, reports);
      neighbors(run, features);
      new LatentsWriter(run, features.train(), features.test()).write();
    }
  }

  private static SplitFeatures pretrained(Run run) {
    try (Parameters encoder = run.encoder()) {
      return SplitFeatures.encoded(run, encoder);
    }
  }

  private static void probe(Run run, Figure.Group group, SplitFeatures features, ProbeReports reports)
      throws IOException {
    ExperimentConfig config = run.config();
    int total = config.probe().epochs() * config.probe().learningRates().size();
    try (Progress progress = run.progress(group.key(), total)) {
      LinearProbe.Outcome outcome = new LinearProbe(config.probe(), config.seedOf(RandomStream.PROBE)).run(
          features.train(), features.validation(), features.test(),
          new ProbeProgressListener(run, group.key(), reports, progress));
      new ClassifierResults(group.key(), outcome.validation(), outcome.test()).report(run);
      run.results().put(group.key() + ".learningRate", outcome.learningRate());
    }
  }

  private static void neighbors(Run run, SplitFeatures features) throws IOException {
    int k = run.config().probe().neighbors();
    NearestNeighbors neighbors = new NearestNeighbors(features.train(), k);
    new ClassifierResults(NEIGHBORS.key(), neighbors.classify(features.validation()),
        neighbors.classify(features.test())).report(run);
    run.results().put("knn.neighbours", k);
  }
}
