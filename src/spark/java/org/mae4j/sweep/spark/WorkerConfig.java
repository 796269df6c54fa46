package org.mae4j.sweep.spark;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig.Source;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.sweep.cluster.RemoteRun;

/** Reads the configuration of a run on an executor. */
final class WorkerConfig {
  /** Environment variable with the directory of CIFAR-10. */
  private static final String CIFAR10 = "MAE4J_CIFAR10";

  private WorkerConfig() {}

  static ExperimentConfig of(RemoteRun run, int threads) throws IOException {
    Path file = Files.createTempFile("trial", ".conf");
    try {
      Files.writeString(file, run.config());
      ExperimentConfig config = ConfigLoader.load(file, List.of("threads=" + threads));
      return config.data().source() == Source.EMBEDDED ? config : ConfigLoader.load(file,
          List.of("threads=" + threads, "data.dir=" + ConfigUtil.quoteString(directory(run, config.data().source()))));
    } finally {
      Files.delete(file);
    }
  }

  /** Returns the driver's data directory if it exists on this machine, otherwise the one of the environment. */
  private static String directory(RemoteRun run, Source source) {
    boolean exists = Files.isDirectory(Path.of(run.dataDirectory()));
    Optional<String> own = source == Source.CIFAR10 ? Optional.ofNullable(System.getenv(CIFAR10)) : Optional.empty();
    return own.filter(directory -> !exists).orElse(run.dataDirectory());
  }
}
