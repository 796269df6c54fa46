package org.mae4j.experiment.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.ReconstructionEvaluation;
import org.mae4j.eval.ReconstructionScores;
import org.mae4j.eval.Reconstructor;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.result.Figure;
import org.mae4j.record.result.Figure.Unit;
import org.mae4j.record.result.Results;

/** Measures the autoencoder's reconstructions of all validation and test images. */
record EvaluateStage() implements Evaluation {
  private static final Figure.Group GROUP = new Figure.Group("pretrain", "", Optional.empty());
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
  public List<Figure> figures() {
    return figures(true, Stream.concat(COLORS.stream(), GRAY.stream()).toList());
  }

  @Override
  public List<Figure> figures(ExperimentConfig config) {
    return figures(config.model().normalizeTargets(), channels(config.data().image().channels()));
  }

  private static List<Figure> figures(boolean normalized, List<String> channels) {
    List<Figure> figures = new ArrayList<>(errors("", "", true));
    if (normalized) {
      figures.add(new Figure(GROUP, NORMALIZED, "masked MSE of normalized targets", Unit.NUMBER, Direction.MINIMIZE,
          false, true));
    }
    channels.forEach(channel -> figures.addAll(errors("channels." + channel + ".", ", " + channel, false)));
    return figures;
  }

  private static List<Figure> errors(String prefix, String channel, boolean compared) {
    return List.of(error(prefix + "maskedMse", "masked MSE" + channel, compared),
        error(prefix + "mse", "MSE" + channel, compared),
        decibels(prefix + "psnr", "PSNR" + channel, compared),
        error(prefix + "pastedMse", "MSE with visible patches pasted" + channel, false),
        decibels(prefix + "pastedPsnr", "PSNR with visible patches pasted" + channel, false));
  }

  private static Figure error(String name, String label, boolean compared) {
    return new Figure(GROUP, name, label, Unit.SQUARED_ERROR, Direction.MINIMIZE, compared, true);
  }

  private static Figure decibels(String name, String label, boolean compared) {
    return new Figure(GROUP, name, label, Unit.DECIBEL, Direction.MAXIMIZE, compared, true);
  }

  @Override
  public void run(Run run) {
    ImageSet validation = run.data().validation();
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.autoencoder(), run.config(), validation.shape(), run.workers())) {
      put(run.results(), GROUP.key() + ".val", loaded.get(), validation);
      put(run.results(), GROUP.key() + ".test", loaded.get(), run.data().test());
    }
  }

  private static void put(Results results, String key, Reconstructor reconstructor, ImageSet images) {
    ReconstructionScores scores = ReconstructionEvaluation.score(reconstructor, images);
    results.remove(key);
    put(results, key, scores.all());
    scores.normalisedMaskedMse().ifPresent(error -> results.put(key + "." + NORMALIZED, error));
    List<String> channels = channels(scores.channels().size());
    for (int i = 0; i < channels.size(); i++) {
      put(results, key + ".channels." + channels.get(i), scores.channels().get(i));
    }
  }

  private static List<String> channels(int count) {
    return count == 1 ? GRAY : COLORS;
  }

  private static void put(Results results, String key, ReconstructionScores.Errors errors) {
    results.put(key + ".maskedMse", errors.maskedMse())
        .put(key + ".mse", errors.mse())
        .put(key + ".psnr", errors.psnr())
        .put(key + ".pastedMse", errors.pastedMse())
        .put(key + ".pastedPsnr", errors.pastedPsnr());
  }
}
