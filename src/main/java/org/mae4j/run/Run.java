package org.mae4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.EpochOrder;
import org.mae4j.data.ImageSet;
import org.mae4j.report.MetricsLog;
import org.mae4j.report.Provenance;
import org.mae4j.report.Results;
import org.mae4j.report.RunLog;

/** What the stages of one command share: settings, images, and where they leave what they find. */
public final class Run implements AutoCloseable {
  /** Every stream of random numbers that is split off the experiment's seed. */
  private static final List<String> SEEDS =
      List.of("split", "init", "order", "masks", "augment", "validationMasks", "probe", "finetune");

  private final ExperimentConfig config;
  private final DataSplits data;
  private final RunDirectory directory;
  private final Path autoencoder;
  private final Results results;
  private final MetricsLog metrics;
  private final RunLog log;
  private final Provenance provenance;

  /**
   * Opens a run's files to work on them.
   *
   * @param autoencoder the checkpoint that stages after pre-training start from
   * @param stages whose former rows in {@code metrics.csv} are dropped
   */
  Run(Invocation invocation, ExperimentConfig config, DataSplits data, FormerRun where, List<Stage> stages)
      throws IOException {
    this.config = config;
    this.data = data;
    this.directory = where.directory();
    this.autoencoder = where.checkpoint();
    this.results = Results.read(directory.results());
    this.provenance = Provenance.of(invocation.started(), invocation.arguments(), threads(), seeds(), digests());
    this.metrics = MetricsLog.open(directory.metrics(), row -> stages.stream()
        .flatMap(stage -> stage.metrics().stream()).noneMatch(group -> row.name().startsWith(group + ".")));
    this.log = RunLog.open(directory.log());
    provenance.write(directory.provenance());
  }

  ExperimentConfig config() {
    return config;
  }

  DataSplits data() {
    return data;
  }

  RunDirectory directory() {
    return directory;
  }

  /** The checkpoint that stages after pre-training start from. */
  Path autoencoder() {
    return autoencoder;
  }

  Results results() {
    return results;
  }

  MetricsLog metrics() {
    return metrics;
  }

  /** Threads that compute, at least 1. */
  int threads() {
    return Threads.of(config);
  }

  /** {@code count} validation images, always the same; drawn at random, for images may stand in order of class. */
  ImageSet validationSample(int count) {
    int[] order = EpochOrder.of(config.seedOf("validationMasks"), 0, data.validation().size());
    return data.validation().subset(Arrays.copyOf(order, Math.min(count, order.length)));
  }

  /** The images whose reconstructions are watched while training. */
  ImageSet watched() {
    int count = config.pretrain().validationImages();
    return count == 0 ? data.validation() : validationSample(count);
  }

  /** Digests of the images by the name of their split. */
  Map<String, String> digests() {
    return new TreeMap<>(Map.of("train", data.train().digest(), "validation", data.validation().digest(),
        "test", data.test().digest()));
  }

  /** Leaves the cause of a failure in the log. */
  void failed(Throwable cause) {
    log.failure(cause);
  }

  /** Notes in the provenance that the command came to its end. */
  void ended() throws IOException {
    provenance.endedAt(Instant.now()).write(directory.provenance());
  }

  private Map<String, Long> seeds() {
    Map<String, Long> seeds = new TreeMap<>(Map.of("experiment", config.seed()));
    SEEDS.forEach(use -> seeds.put(use, config.seedOf(use)));
    return seeds;
  }

  @Override
  public void close() throws IOException {
    try {
      metrics.close();
    } finally {
      log.close();
    }
  }
}
