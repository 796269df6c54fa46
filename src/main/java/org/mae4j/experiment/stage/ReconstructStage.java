package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.mae4j.data.ImageSet;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.plot.sheet.AttentionSheet;
import org.mae4j.plot.sheet.ReconstructionSheet;
import org.mae4j.record.result.ResultMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws reconstructions of validation images, the same images as during pre-training, and what the encoder attends to in
 * them.
 */
record ReconstructStage() implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(ReconstructStage.class);

  @Override
  public String name() {
    return "reconstruct";
  }

  @Override
  public String title() {
    return "reconstructions";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PRETRAINED, Need.DECODER);
  }

  @Override
  public Set<String> groups() {
    return Set.of("figures");
  }

  @Override
  public StageMemory memory(MemoryEstimate estimate) {
    return estimate.reconstruction();
  }

  @Override
  public List<ResultMetric> metrics() {
    return List.of();
  }

  @Override
  public void run(Run run) throws IOException {
    int count = run.config().figures().images();
    if (count == 0) {
      LOG.info("no reconstructions are drawn, because figures.images is 0");
      return;
    }
    ImageSet images = run.watched();
    Path file = run.directory().reconstructions();
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.autoencoder(), run.config(), images.shape(), run.workers())) {
      String subject = "validation images " + loaded.origin().caption();
      new ReconstructionSheet(loaded.get(), images).write(subject, count, file);
      long seen = run.images(Stages.PRETRAIN.name(), loaded.origin().step());
      run.logs().events().reconstructions(name(), seen, file);
      LOG.info("{}", file);
      drawAttention(run, images, subject);
    }
  }

  private static void drawAttention(Run run, ImageSet images, String subject) throws IOException {
    Path file = run.directory().attention();
    try (Parameters encoder = run.encoder()) {
      AttentionSheet.of(encoder, run.config().model(), images.first(run.config().figures().images()), run.workers())
          .write(subject, file);
    }
    LOG.info("{}", file);
  }
}
