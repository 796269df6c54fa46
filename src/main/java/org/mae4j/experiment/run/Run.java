package org.mae4j.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.RandomStream;
import org.mae4j.base.Resources;
import org.mae4j.base.machine.CpuTime;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.EpochOrder;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.experiment.checkpoint.LoadedParameters;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.resume.ResumeFilter;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.Results;

/** The state that the stages of one command share: settings, images, and the places of their results. */
public final class Run implements AutoCloseable {
  private final RunInputs inputs;
  private final Path autoencoder;
  private final StopSignals signals;
  private final Results results;
  private final RunLogs logs;
  private final ProvenanceRecorder provenance;
  private final CpuTime cpuTime;
  private final DeviceGroup devices;

  /**
   * Opens the files of a run and the devices that compute it.
   *
   * @param plan plan whose remaining stages are to run
   * @param signals signals that stop the run
   * @throws org.mae4j.checkpoint.CheckpointException if a training checkpoint of these stages cannot be read
   */
  public Run(RunInputs inputs, ResumePlan plan, StopSignals signals) throws IOException {
    this.inputs = inputs;
    directory().withFolders();
    this.autoencoder = directory().checkpoints().path().resolve(plan.autoencoder());
    this.signals = signals;
    this.results = Results.read(directory().results());
    try (Resources made = new Resources()) {
      this.logs = made.add(
          RunLogs.open(directory(), ResumeFilter.of(directory(), plan.remaining()), inputs.images()));
      this.devices = made.add(inputs.invocation().openDevices(config()));
      this.provenance = new ProvenanceRecorder(inputs, plan.dataDigests(), devices.name());
      this.cpuTime = CpuTime.open();
      made.keep();
    }
  }

  public ExperimentConfig config() {
    return inputs.config();
  }

  public DataSplits data() {
    return inputs.data();
  }

  public RunDirectory directory() {
    return inputs.directory();
  }

  /** Returns the checkpoint that the stages after pre-training work on. */
  public Path autoencoder() {
    return autoencoder;
  }

  /** Returns the parameters of the pre-trained encoder; the caller closes them. */
  public Parameters encoder() {
    return LoadedParameters.of(autoencoder, config(),
        () -> ParameterInitializer.encoder(config(), data().train().shape())).parameters();
  }

  public Results results() {
    return results;
  }

  public RunLogs logs() {
    return logs;
  }

  /**
   * Returns the CPU time of the threads of this run since it was opened, in seconds. It does not include other runs of a
   * sweep.
   */
  public double cpuSeconds() {
    return cpuTime.seconds();
  }

  /** Returns the recorder of the times in {@code provenance.json}. */
  public ProvenanceRecorder provenance() {
    return provenance;
  }

  /**
   * Records metrics of the same moment: in {@code metrics.csv}, as TensorBoard events, and with the listener of the run.
   *
   * @throws PrunedRunException if the listener ends the run
   * @throws org.mae4j.engine.parallel.StoppedException if the listener stops the run
   */
  public void record(MetricsLog.MetricRow... metrics) {
    logs.metrics().append(metrics);
    for (MetricsLog.MetricRow metric : metrics) {
      listener().recorded(metric);
    }
  }

  /** Returns the images that {@code stage} has seen after {@code step} optimizer steps. */
  public long images(String stage, long step) {
    return inputs.images().after(stage, step);
  }

  /** Returns the devices that compute. */
  public DeviceGroup devices() {
    return devices;
  }

  /** Returns the threads that compute, which stop when the run is to stop. */
  public Workers workers() {
    return Workers.of(config(), this::stopRequested, devices.first());
  }

  /** Returns whether a signal or the listener asked the run to stop. */
  public boolean stopRequested() {
    return signals.stopRequested() || listener().stopRequested();
  }

  /** Starts the display of the progress of a task. */
  public Progress progress(String task, long total) {
    return listener().progress(task, total);
  }

  /** Returns the validation images that are reconstructed during training, drawn by the seed of the experiment. */
  public ImageSet watched() {
    ImageSet validation = data().validation();
    int count = config().pretrain().validationImages();
    if (count == 0) {
      return validation;
    }
    // Images of a data set may be sorted by class, so the first ones are not a fair sample.
    int[] order = EpochOrder.of(config().seedOf(RandomStream.VALIDATION_MASKS), 0, validation.size());
    return validation.subset(Arrays.copyOf(order, Math.min(count, order.length)));
  }

  /** Returns the listener of the command that runs. */
  public RunListener listener() {
    return inputs.invocation().listener();
  }

  @Override
  public void close() throws IOException {
    try (logs; cpuTime) {
      devices.close();
    }
  }
}
