package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import org.mae4j.data.ImageSet;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.run.Run;
import org.mae4j.plot.ReconstructionSheet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws the validation images that pre-training draws, reconstructed by the run's checkpoint. */
public record ReconstructStage() implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(ReconstructStage.class);

  @Override
  public String key() {
    return "reconstruct";
  }

  @Override
  public String title() {
    return "reconstructions";
  }

  @Override
  public void run(Run run) throws IOException {
    ImageSet images = run.watched();
    Path file = run.directory().reconstructions();
    int count = run.config().figures().images();
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.autoencoder(), run.config(), images.shape(), run.workers())) {
      new ReconstructionSheet(loaded.get(), images).write(run.autoencoder().getFileName().toString(), count, file);
    }
    if (count > 0) {
      long seen = run.images("pretrain", ModelCheckpoint.step(run.autoencoder()));
      run.logs().events().reconstructions(key(), seen, file);
    }
    LOG.info(count == 0 ? "none, for figures.images is 0" : file.toString());
  }
}
