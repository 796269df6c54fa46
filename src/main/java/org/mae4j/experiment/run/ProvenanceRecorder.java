package org.mae4j.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.record.provenance.ImportedFile;
import org.mae4j.record.provenance.Provenance;
import org.mae4j.record.provenance.RecordedInputs;
import org.mae4j.record.provenance.RunEnvironment;
import org.mae4j.record.provenance.StageTime;

/** Keeps the record of a command in {@code provenance.json} up to date. */
public final class ProvenanceRecorder {
  private final Path file;
  private Provenance provenance;

  /**
   * Writes the record of a command that starts.
   *
   * @param dataDigests SHA-256 of the images by the name of each split
   * @param device name of the device that computes; empty for the CPU
   */
  ProvenanceRecorder(RunInputs inputs, Map<String, String> dataDigests, Optional<String> device) throws IOException {
    this.file = inputs.directory().provenance();
    this.provenance = new Provenance(inputs.invocation().started(), inputs.invocation().arguments(),
        RunEnvironment.current(Threads.of(inputs.config()), device),
        new RecordedInputs(seeds(inputs.config()), dataDigests, imageCounts(inputs.data())));
    provenance.write(file);
  }

  /**
   * Adds the times and the speed of the training of a stage.
   *
   * @param cpuSeconds CPU time of the training; NaN if it is not known
   * @param imagesPerSecond mean speed of the steps
   */
  public void stageTrained(String stage, Duration duration, double cpuSeconds, double imagesPerSecond)
      throws IOException {
    Map<StageTime, Double> times = new TreeMap<>(
        Map.of(StageTime.SECONDS, duration.toMillis() / 1e3, StageTime.IMAGES_PER_SECOND, imagesPerSecond));
    if (Double.isFinite(cpuSeconds)) {
      times.put(StageTime.CPU_SECONDS, rounded(cpuSeconds));
    }
    record(stage, times);
  }

  private void record(String stage, Map<StageTime, Double> times) throws IOException {
    provenance = provenance.with(stage, times);
    provenance.write(file);
  }

  /**
   * Adds the times of a stage that did not add those of its training.
   *
   * @param cpuSeconds CPU time of the stage
   */
  public void stageEnded(String stage, Duration duration, double cpuSeconds) throws IOException {
    if (!provenance.stages().containsKey(stage)) {
      record(stage, Map.of(StageTime.SECONDS, duration.toMillis() / 1e3, StageTime.CPU_SECONDS, rounded(cpuSeconds)));
    }
  }

  private static double rounded(double seconds) {
    return Math.round(1e3 * seconds) / 1e3;
  }

  /** Adds the end of the command. */
  public void ended() throws IOException {
    provenance.endedAt(Instant.now()).write(file);
  }

  private static Map<String, Integer> imageCounts(DataSplits data) {
    return data.byName().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, split -> split.getValue().size()));
  }

  /** Writes the record of a command that imports a model. */
  public static void imported(Invocation invocation, ExperimentConfig config, ImportedFile file, Path provenance)
      throws IOException {
    new Provenance(invocation.started(), invocation.arguments(),
        RunEnvironment.current(Threads.of(config), Optional.empty()),
        new RecordedInputs(seeds(config), Map.of(), Map.of())).importing(file).endedAt(Instant.now()).write(provenance);
  }

  private static Map<String, Long> seeds(ExperimentConfig config) {
    Map<String, Long> seeds = new TreeMap<>(Map.of("experiment", config.seed()));
    for (RandomStream stream : RandomStream.values()) {
      seeds.put(stream.key(), config.seedOf(stream));
    }
    return seeds;
  }
}
