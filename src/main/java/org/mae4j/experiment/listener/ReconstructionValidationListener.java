package org.mae4j.experiment.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.ReconstructionEvaluation;
import org.mae4j.eval.ReconstructionScores;
import org.mae4j.eval.Reconstructor;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.stage.ReconstructionSheet;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingListener;

/**
 * Measures and draws, as an autoencoder trains, how well it reconstructs always the same held-out images under always
 * the same masks, and keeps the best and the last parameters.
 */
public final class ReconstructionValidationListener implements TrainingListener, AutoCloseable {
  private final Run run;
  private final ExperimentConfig config;
  private final Parameters parameters;
  private final Progress progress;
  private final ImageSet images;
  private final Reconstructor reconstructor;
  private final BestEpoch best;

  public ReconstructionValidationListener(Run run, Parameters parameters, Progress progress) {
    this.run = run;
    this.config = run.config();
    this.parameters = parameters;
    this.progress = progress;
    this.images = run.watched();
    this.reconstructor = new Reconstructor(parameters, config.model(), images.shape(),
        config.seedOf(RandomStream.VALIDATION_MASKS), run.workers());
    this.best = new BestEpoch(run.directory().bestAutoencoder(), parameters, config.model(), false);
  }

  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    boolean end = epoch == config.pretrain().epochs();
    if (end || epoch % config.pretrain().validateEvery() == 0) {
      measure(epoch, steps, meanLoss);
    }
    if (!end && epoch % config.figures().every() == 0) {
      draw(epoch, steps);
    }
  }

  private void measure(int epoch, long step, double meanLoss) {
    ReconstructionScores scores = ReconstructionEvaluation.score(reconstructor, images);
    double masked = scores.all().maskedMse();
    double loss = scores.loss();
    run.metrics().append(step, epoch, "pretrain.val.loss", loss);
    run.metrics().append(step, epoch, "pretrain.val.maskedMse", masked);
    ModelCheckpoint.Moment moment = new ModelCheckpoint.Moment(step, epoch, "pretrain.val.loss", loss);
    ModelCheckpoint.save(run.directory().lastAutoencoder(), parameters, config.model(), moment);
    String mark = best.offer(moment) ? " (best)" : "";
    progress.say(String.format(Locale.ROOT, "epoch %d/%d: loss %.4f, validation loss %.4f, masked MSE %.5f%s",
        epoch, config.pretrain().epochs(), meanLoss, loss, masked, mark));
    run.measured("pretrain.val.loss", epoch, loss);
    run.measured("pretrain.val.maskedMse", epoch, masked);
  }

  private void draw(int epoch, long step) {
    Path file = run.directory().figures().resolve(String.format("reconstructions-epoch-%04d.png", epoch));
    try {
      new ReconstructionSheet(reconstructor, images).write("after epoch " + epoch, config.figures().images(), file);
      if (config.figures().images() > 0) {
        run.events().reconstructions("pretrain", run.images("pretrain", step), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the epoch whose parameters do best. */
  public BestEpoch best() {
    return best;
  }

  @Override
  public void close() {
    reconstructor.close();
  }
}
