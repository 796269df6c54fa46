package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.Features;
import org.mae4j.eval.LinearProbe;
import org.mae4j.eval.NearestNeighbors;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.listener.ProbeProgressListener;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.dl4j.ProbeReports;

/**
 * Classifies on what does not learn from labels: linear classifiers on raw pixels, on the encoder as it was
 * initialized and on the pre-trained one, and nearest neighbors on the last. The first two are controls: a probe is
 * worth what it adds to them. The features of some test images are kept, to be shown.
 */
public record ProbeStage() implements Stage {
  @Override
  public String key() {
    return "probe";
  }

  @Override
  public String title() {
    return "probes of frozen features";
  }

  @Override
  public void run(Run run) throws IOException {
    try (ProbeReports reports = ProbeReports.create(run.directory().probeReports())) {
      probe(run, "pixelProbe", SplitFeatures.of(run, Features::pixels), reports);
      SplitFeatures features = probeEncoders(run, reports);
      neighbors(run, features);
      new LatentsWriter(run, features.train(), features.test()).write();
    }
  }

  /** The features of the pre-trained encoder. */
  private static SplitFeatures probeEncoders(Run run, ProbeReports reports) throws IOException {
    try (Parameters parameters = encoder(run)) {
      probe(run, "randomProbe", SplitFeatures.of(run, encode(run, parameters)), reports);
      load(run.autoencoder(), run.config(), parameters);
      SplitFeatures features = SplitFeatures.of(run, encode(run, parameters));
      probe(run, "linearProbe", features, reports);
      return features;
    }
  }

  /** Features of the images of each split. */
  private record SplitFeatures(Features train, Features validation, Features test) {
    static SplitFeatures of(Run run, Function<ImageSet, Features> features) {
      return new SplitFeatures(features.apply(run.data().train()), features.apply(run.data().validation()),
          features.apply(run.data().test()));
    }
  }

  private static Parameters encoder(Run run) {
    return ParameterInitializer.encoder(run.config(), run.data().train().shape());
  }

  private static void load(Path checkpoint, ExperimentConfig config, Parameters parameters) {
    ModelCheckpoint.load(checkpoint, parameters, name -> true, config.model());
  }

  private static Function<ImageSet, Features> encode(Run run, Parameters parameters) {
    return images -> Features.encoded(parameters, run.config().model(), images, run.workers());
  }

  private static void probe(Run run, String key, SplitFeatures features, ProbeReports reports)
      throws IOException {
    ExperimentConfig config = run.config();
    int total = config.probe().epochs() * config.probe().learningRates().size();
    try (Progress progress = run.progress(key, total)) {
      LinearProbe.Outcome outcome = new LinearProbe(config.probe(), config.seedOf(RandomStream.PROBE)).run(features.train(),
          features.validation(), features.test(), new ProbeProgressListener(run, key, reports, progress));
      new ClassifierResults(key, outcome.validation(), outcome.test()).report(run);
      run.results().put(key + ".learningRate", outcome.learningRate());
    }
  }

  private static void neighbors(Run run, SplitFeatures features) throws IOException {
    int k = run.config().probe().neighbors();
    NearestNeighbors neighbors = new NearestNeighbors(features.train(), k);
    Scores validation = neighbors.classify(features.validation());
    new ClassifierResults("knn", validation, neighbors.classify(features.test())).report(run);
    run.results().put("knn.neighbours", k);
  }
}
