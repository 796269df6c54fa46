package org.mae4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/**
 * The pre-training steps that a benchmark times.
 *
 * @param config of model, batch and optimizer
 * @param steps number of timed steps, at least 1
 */
public record Workload(ExperimentConfig config, int steps) {
  /** Number of steps before the timed ones, in which Java compiles the hot code. */
  public static final int WARMUP = 4;

  private static final String REFERENCE = "reference.conf";

  public Workload {
    if (steps < 1) {
      throw new UserException("--steps: must be at least 1, is " + steps);
    }
    ExperimentChecks.requireMasking(config);
    ExperimentChecks.require(config);
    long values = (long) config.pretrain().batch().size() * (WARMUP + steps) * config.data().image().size();
    if (values > Integer.MAX_VALUE) {
      throw new UserException("--steps: " + steps + " steps need more random images than fit in an array");
    }
  }

  /**
   * Returns the workload of a configuration.
   *
   * @param file configuration; empty for the reference
   * @param overrides words {@code key=value} that override the file
   */
  public static Workload of(Optional<Path> file, List<String> overrides, int steps) {
    return new Workload(file.map(path -> ConfigLoader.load(path, overrides)).orElseGet(() -> reference(overrides)),
        steps);
  }

  /** Returns the reference, which the build puts beside the classes, in a directory or in a jar. */
  private static ExperimentConfig reference(List<String> overrides) {
    try {
      URI uri = Workload.class.getResource(REFERENCE).toURI();
      if (!uri.getScheme().equals("jar")) {
        return ConfigLoader.load(Path.of(uri), overrides);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return ConfigLoader.load(Path.of(uri), overrides);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the number of computing threads, at least 1. */
  public int threads() {
    return Threads.of(config);
  }

  public BatchConfig batch() {
    return config.pretrain().batch();
  }

  public PatchGrid grid() {
    return PatchGrid.of(config);
  }

  /** Returns new parameters of the autoencoder, a function of the seed of the configuration; the caller closes them. */
  public Parameters initialParameters() {
    return ParameterInitializer.autoencoder(config, config.data().image());
  }

  /** Returns the floating-point operations of a step, as {@link ModelSummary#trainingFlops} counts them. */
  public double flops() {
    return ModelSummary.pretraining(config.model(), grid(), batch().size()).trainingFlops();
  }
}
