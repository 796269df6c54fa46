package org.mae4j.experiment.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.PretrainConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.reconstruction.ReconstructionEvaluation;
import org.mae4j.eval.reconstruction.ReconstructionScores;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.plot.sheet.ReconstructionSheet;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.train.DivergedException;
import org.mae4j.train.TrainingListener;

/**
 * Measures and draws the reconstructions of the same validation images under the same masks during pre-training, and
 * keeps the best and the last parameters.
 *
 * @param images validation images that are reconstructed
 * @param reconstructor reconstructor by the parameters that are trained
 */
public record ReconstructionValidationListener(Run run, ImageSet images, Parameters parameters,
    Reconstructor reconstructor, BestEpoch best, Progress progress) implements TrainingListener {

  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    PretrainConfig pretrain = run.config().pretrain();
    boolean end = epoch == pretrain.epochs();
    if (end || epoch % pretrain.validateEvery() == 0) {
      measure(epoch, steps, meanLoss);
    }
    if (end || epoch % run.config().figures().every() == 0) {
      draw(epoch, steps);
    }
  }

  private void measure(int epoch, long step, double meanLoss) {
    ExperimentConfig config = run.config();
    ReconstructionScores scores = ReconstructionEvaluation.score(reconstructor, images);
    if (!Double.isFinite(scores.loss())) {
      throw DivergedException.ofValidation(epoch);
    }
    double masked = scores.all().maskedMse();
    ModelCheckpoint.ValidatedStep moment =
        new ModelCheckpoint.ValidatedStep(step, epoch, "pretrain.val.loss", scores.loss());
    ModelCheckpoint.save(run.directory().checkpoints().lastAutoencoder(), parameters, config.model(), moment);
    String mark = best.offer(moment) ? " (best)" : "";
    progress.say(String.format(Locale.ROOT, "epoch %d/%d: loss %.4f, validation loss %.4f, masked MSE %.5f%s",
        epoch, config.pretrain().epochs(), meanLoss, scores.loss(), masked, mark));
    run.record(new MetricsLog.MetricRow(step, epoch, "pretrain.val.loss", scores.loss()),
        new MetricsLog.MetricRow(step, epoch, "pretrain.val.maskedMse", masked));
  }

  private void draw(int epoch, long step) {
    int count = run.config().figures().images();
    Path file = run.directory().figures().resolve(String.format(Locale.ROOT, "reconstructions-epoch-%04d.png", epoch));
    try {
      new ReconstructionSheet(reconstructor, images).write("validation images after epoch " + epoch, count, file);
      if (count > 0) {
        run.logs().events().reconstructions("pretrain", run.images("pretrain", step), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
