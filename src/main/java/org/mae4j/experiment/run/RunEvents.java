package org.mae4j.experiment.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.EventsBefore;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.tensorboard.EventLog;
import org.mae4j.record.tensorboard.Histogram;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run shows in TensorBoard. Tags begin with the stage; the steps of a training are the images that it has seen,
 * so that trainings with batches of different sizes stand on one axis.
 */
public final class RunEvents implements Closeable {
  /** Second word of the tags of speed and memory. */
  public static final String SYSTEM = "system";

  private final EventLog log;
  private final ExperimentConfig config;

  /** Opens the event file of a run. @param remaining and {@code config} as for {@link EventsBefore} */
  RunEvents(RunDirectory directory, Map<String, Optional<TrainingCheckpoint>> remaining, ExperimentConfig config)
      throws IOException {
    this.config = config;
    this.log = EventLog.open(directory.events(), new EventsBefore(remaining, config));
  }

  /** Images that {@code stage} has seen after {@code step} optimizer steps. */
  public static long images(ExperimentConfig config, String stage, long step) {
    BatchConfig batch = isClassifier(stage) ? config.finetune().batch() : config.pretrain().batch();
    return step * batch.size();
  }

  /** Whether {@code stage} trains by the schedule of fine-tuning. */
  public static boolean isClassifier(String stage) {
    return stage.equals("finetune") || stage.equals("scratch");
  }

  void metric(MetricsLog.Row row) {
    log.scalar(row.name().replace('.', '/'), images(config, row.stage(), row.step()), row.value());
  }

  void system(SystemLog.Row row) {
    String group = row.stage() + "/" + SYSTEM + "/";
    row.figures().forEach((name, value) -> log.scalar(group + name, row.images(), value));
  }

  /** Shows a sheet that {@code stage} drew of the autoencoder after {@code step} steps. */
  public void reconstructions(String stage, long step, Path png) throws IOException {
    log.image(stage + "/reconstructions", images(config, stage, step), Files.readAllBytes(png));
  }

  /** Shows how the finite ones of an array's values are distributed. @param name of the array, within its stage */
  public void histogram(String stage, long step, String name, INDArray array) {
    Histogram.of(HostCopy.read(array)).ifPresent(histogram ->
        log.histogram(stage + "/" + name, images(config, stage, step), histogram));
  }

  /** Brings all events to the disk. @throws UncheckedIOException if that fails */
  public void sync() {
    log.sync();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
