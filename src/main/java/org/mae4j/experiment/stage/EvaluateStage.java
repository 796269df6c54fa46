package org.mae4j.experiment.stage;

import java.util.List;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.ReconstructionEvaluation;
import org.mae4j.eval.ReconstructionScores;
import org.mae4j.eval.Reconstructor;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.result.Results;

/** Measures the autoencoder's reconstructions of all validation and test images. */
public record EvaluateStage() implements Stage {
  @Override
  public String key() {
    return "evaluate";
  }

  @Override
  public String title() {
    return "evaluation of reconstructions";
  }

  @Override
  public void run(Run run) {
    ImageSet validation = run.data().validation();
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.autoencoder(), run.config(), validation.shape(), run.workers())) {
      put(run.results(), "pretrain.val", loaded.get(), validation);
      put(run.results(), "pretrain.test", loaded.get(), run.data().test());
    }
  }

  private static void put(Results results, String key, Reconstructor reconstructor, ImageSet images) {
    ReconstructionScores scores = ReconstructionEvaluation.score(reconstructor, images);
    results.remove(key);
    put(results, key, scores.all());
    scores.normalisedMaskedMse().ifPresent(error -> results.put(key + ".normalisedMaskedMse", error));
    List<String> channels = scores.channels().size() == 1 ? List.of("grey") : List.of("red", "green", "blue");
    for (int i = 0; i < channels.size(); i++) {
      put(results, key + ".channels." + channels.get(i), scores.channels().get(i));
    }
  }

  private static void put(Results results, String key, ReconstructionScores.Errors errors) {
    results.put(key + ".maskedMse", errors.maskedMse())
        .put(key + ".mse", errors.mse())
        .put(key + ".psnr", errors.psnr())
        .put(key + ".pastedMse", errors.pastedMse())
        .put(key + ".pastedPsnr", errors.pastedPsnr());
  }
}
