package org.mae4j.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.EpochOrder;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.Threads;
import org.mae4j.engine.Workers;
import org.mae4j.experiment.RunExecutor;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.progress.SeenImages;
import org.mae4j.experiment.resume.LayersBefore;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.resume.RowsBefore;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.RunLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.provenance.Provenance;
import org.mae4j.record.result.Results;

/** What the stages of one command share: settings, images, and where they leave what they find. */
public final class Run implements AutoCloseable {
  private final ExperimentConfig config;
  private final DataSplits data;
  private final RunDirectory directory;
  private final Path autoencoder;
  private final Results results;
  private final RunEvents events;
  private final MetricsLog metrics;
  private final SystemLog system;
  private final LayerLog layers;
  private final RunLog log;
  private final Signals signals;
  private final RunObserver supervision;
  private final SeenImages images;
  private Provenance provenance;

  /** Opens a run's files to work on what remains of {@code agenda}, until {@code signals} say to stop. */
  public Run(RunExecutor execution, ResumePlan agenda, Signals signals) throws IOException {
    this.config = execution.config();
    this.data = execution.data();
    this.directory = execution.directory();
    this.autoencoder = directory.checkpoints().resolve(agenda.autoencoder());
    this.signals = signals;
    this.supervision = execution.supervision();
    this.images = execution.images();
    this.results = Results.read(directory.results());
    this.provenance = Provenance.of(execution.invocation().started(), execution.invocation().arguments(), threads(),
        seeds(), agenda.dataDigests());
    Map<String, Optional<TrainingCheckpoint>> remaining = TrainingCheckpoint.remaining(directory, agenda);
    this.events = new RunEvents(directory, remaining, images);
    this.metrics = MetricsLog.open(directory.metrics(), new RowsBefore(remaining), events::metric);
    this.system = SystemLog.open(directory.system(), events::system);
    this.layers = LayerLog.open(directory.layers(), new LayersBefore(remaining));
    this.log = RunLog.open(directory.log());
    provenance.write(directory.provenance());
  }

  public ExperimentConfig config() {
    return config;
  }

  public DataSplits data() {
    return data;
  }

  public RunDirectory directory() {
    return directory;
  }

  /** The checkpoint that stages after pre-training start from. */
  public Path autoencoder() {
    return autoencoder;
  }

  /** Returns the parameters of the pre-trained encoder; the caller closes them. */
  public Parameters encoder() {
    Parameters parameters = ParameterInitializer.encoder(config, data.train().shape());
    ModelCheckpoint.load(autoencoder, parameters, name -> true, config.model());
    return parameters;
  }

  /** Returns the images that {@code stage} has seen after {@code step} optimizer steps. */
  public long images(String stage, long step) {
    return images.after(stage, step);
  }

  public Results results() {
    return results;
  }

  public MetricsLog metrics() {
    return metrics;
  }

  public SystemLog system() {
    return system;
  }

  public LayerLog layers() {
    return layers;
  }

  /** Holds what goes to {@link #metrics} and {@link #system}, too. */
  public RunEvents events() {
    return events;
  }

  /** Threads that compute, at least 1. */
  public int threads() {
    return Threads.of(config);
  }

  /** The threads, until a signal asks to stop. */
  public Workers workers() {
    return new Workers(threads(), this::stopRequested);
  }

  /** Whether a signal or whoever supervises the run asked to stop. */
  public boolean stopRequested() {
    return signals.stopRequested() || supervision.stopRequested();
  }

  /** Shows how far a task has come. */
  public Progress progress(String task, long total) {
    return supervision.progress(task, total);
  }

  /** Tells whoever supervises the run, who may end it. */
  public void measured(String name, int epoch, double value) {
    supervision.measured(name, epoch, value);
  }

  /** {@code count} validation images, always the same; drawn at random, for images may stand in order of class. */
  ImageSet validationSample(int count) {
    int[] order = EpochOrder.of(config.seedOf(RandomStream.VALIDATION_MASKS), 0, data.validation().size());
    return data.validation().subset(Arrays.copyOf(order, Math.min(count, order.length)));
  }

  /** The images whose reconstructions are watched while training. */
  public ImageSet watched() {
    int count = config.pretrain().validationImages();
    return count == 0 ? data.validation() : validationSample(count);
  }

  /** @throws IOException if something that was logged did not reach the log */
  public void requireLogged() throws IOException {
    log.requireWritten();
  }

  /** Leaves the cause of a failure in the log. */
  public void failed(Throwable cause) {
    log.failure(cause);
  }

  /** Notes in the provenance, by figure, how long a stage's training took. */
  public void took(String stage, Map<String, Double> figures) throws IOException {
    provenance = provenance.with(stage, figures);
    provenance.write(directory.provenance());
  }

  /** Notes in the provenance that the command came to its end. */
  public void ended() throws IOException {
    provenance.endedAt(Instant.now()).write(directory.provenance());
  }

  private Map<String, Long> seeds() {
    Map<String, Long> seeds = new TreeMap<>(Map.of("experiment", config.seed()));
    for (RandomStream stream : RandomStream.values()) {
      seeds.put(stream.key(), config.seedOf(stream));
    }
    return seeds;
  }

  @Override
  public void close() throws IOException {
    try (log; system; events; layers) {
      metrics.close();
    }
  }
}
