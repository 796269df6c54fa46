package org.mae4j.experiment.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.reconstruction.ReconstructionBaselines;
import org.mae4j.eval.reconstruction.ReconstructionEvaluation;
import org.mae4j.eval.reconstruction.ReconstructionScores;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.ResultMetric.Unit;
import org.mae4j.record.result.Results;

/** Measures the autoencoder's reconstructions of all validation and test images. */
record EvaluateStage() implements Stage {
  private static final ResultMetric.Group MEAN_COLOR =
      new ResultMetric.Group("meanColor", "mean color of visible pixels", List.of());
  private static final ResultMetric.Group INTERPOLATION =
      new ResultMetric.Group("interpolation", "interpolation of visible pixels", List.of());
  private static final ResultMetric.Group GROUP =
      new ResultMetric.Group("pretrain", "", List.of(INTERPOLATION.key(), MEAN_COLOR.key()));
  private static final String MASKED_MSE = "maskedMse";
  private static final String NORMALIZED = "normalisedMaskedMse";
  private static final List<String> COLORS = List.of("red", "green", "blue");
  private static final List<String> GRAY = List.of("grey");

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String title() {
    return "evaluation of reconstructions";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PRETRAINED, Need.DECODER, Need.MASKED_PATCHES);
  }

  @Override
  public StageMemory memory(MemoryEstimate estimate) {
    return estimate.reconstruction();
  }

  @Override
  public List<ResultMetric> metrics() {
    return metrics(true, Stream.concat(COLORS.stream(), GRAY.stream()).toList());
  }

  @Override
  public List<ResultMetric> metrics(ExperimentConfig config) {
    return metrics(config.model().normalizeTargets(), channels(config.data().image().channels()));
  }

  private static List<ResultMetric> metrics(boolean normalized, List<String> channels) {
    List<ResultMetric> metrics = new ArrayList<>(errors("", "", true));
    if (normalized) {
      metrics
          .add(new ResultMetric(GROUP, NORMALIZED, "masked MSE of normalized targets", Unit.NUMBER, Direction.MINIMIZE,
              false, true));
    }
    channels.forEach(channel -> metrics.addAll(errors("channels." + channel + ".", ", " + channel, false)));
    Stream.of(MEAN_COLOR, INTERPOLATION)
        .map(group -> new ResultMetric(group, MASKED_MSE, "masked MSE", Unit.SQUARED_ERROR,
            Direction.MINIMIZE, true, false))
        .forEach(metrics::add);
    return metrics;
  }

  private static List<ResultMetric> errors(String prefix, String channel, boolean compared) {
    return List.of(error(prefix + MASKED_MSE, "masked MSE" + channel, compared),
        decibels(prefix + "maskedPsnr", "masked PSNR" + channel, compared),
        error(prefix + "pastedMse", "pasted MSE" + channel, false),
        decibels(prefix + "pastedPsnr", "pasted PSNR" + channel, compared),
        error(prefix + "mse", "MSE with predicted visible patches" + channel, false),
        decibels(prefix + "psnr", "PSNR with predicted visible patches" + channel, false));
  }

  private static ResultMetric error(String name, String label, boolean compared) {
    return new ResultMetric(GROUP, name, label, Unit.SQUARED_ERROR, Direction.MINIMIZE, compared, true);
  }

  private static ResultMetric decibels(String name, String label, boolean compared) {
    return new ResultMetric(GROUP, name, label, Unit.DECIBEL, Direction.MAXIMIZE, compared, true);
  }

  @Override
  public void run(Run run) {
    ImageSet validation = run.data().validation();
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.autoencoder(), run.config(), validation.shape(), run.workers())) {
      put(run.results(), "val", loaded.get(), validation);
      put(run.results(), "test", loaded.get(), run.data().test());
    }
  }

  private static void put(Results results, String split, Reconstructor reconstructor, ImageSet images) {
    ReconstructionBaselines baselines = new ReconstructionBaselines(reconstructor, images);
    ReconstructionScores scores = ReconstructionEvaluation.score(reconstructor, images, baselines);
    String key = GROUP.key() + "." + split;
    results.remove(key).put(MEAN_COLOR.key() + "." + split + "." + MASKED_MSE, baselines.meanColor())
        .put(INTERPOLATION.key() + "." + split + "." + MASKED_MSE, baselines.interpolation());
    put(results, key, scores.all());
    scores.normalizedMaskedMse().ifPresent(error -> results.put(key + "." + NORMALIZED, error));
    List<String> channels = channels(scores.channels().size());
    for (int i = 0; i < channels.size(); i++) {
      put(results, key + ".channels." + channels.get(i), scores.channels().get(i));
    }
  }

  private static List<String> channels(int count) {
    return count == 1 ? GRAY : COLORS;
  }

  private static void put(Results results, String key, ReconstructionScores.Errors errors) {
    results.put(key + "." + MASKED_MSE, errors.maskedMse())
        .put(key + ".maskedPsnr", errors.maskedPsnr())
        .put(key + ".mse", errors.mse())
        .put(key + ".psnr", errors.psnr())
        .put(key + ".pastedMse", errors.pastedMse())
        .put(key + ".pastedPsnr", errors.pastedPsnr());
  }
}
