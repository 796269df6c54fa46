package org.mae4j.experiment.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.progress.SeenImages;
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
  private final SeenImages images;

  /** Opens the event file of a run. @param remaining and {@code images} as for {@link EventsBefore} */
  RunEvents(RunDirectory directory, Map<String, Optional<TrainingCheckpoint>> remaining, SeenImages images)
      throws IOException {
    this.images = images;
    this.log = EventLog.open(directory.events(), new EventsBefore(remaining, images));
  }

  void metric(MetricsLog.Row row) {
    log.scalar(row.name().replace('.', '/'), images.after(row.stage(), row.step()), row.value());
  }

  void system(SystemLog.Row row) {
    String group = row.stage() + "/" + SYSTEM + "/";
    row.figures().forEach((name, value) -> log.scalar(group + name, row.images(), value));
  }

  /** Shows reconstructions that {@code stage} drew of an autoencoder that has seen {@code seen} images. */
  public void reconstructions(String stage, long seen, Path png) throws IOException {
    log.image(stage + "/reconstructions", seen, Files.readAllBytes(png));
  }

  /** Shows how the finite ones of an array's values are distributed. @param name of the array, within its stage */
  public void histogram(String stage, long step, String name, INDArray array) {
    Histogram.of(HostCopy.read(array)).ifPresent(histogram ->
        log.histogram(stage + "/" + name, images.after(stage, step), histogram));
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
