package org.mae4j.sweep.spark;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.data.DataSource;
import org.mae4j.data.download.Downloadable;
import org.mae4j.sweep.cluster.RemoteRun;

/** Reads the configuration of a run on an executor. */
final class WorkerConfig {
  private WorkerConfig() {}

  static ExperimentConfig of(RemoteRun run, int threads) throws IOException {
    Path file = Files.createTempFile("trial", ".conf");
    try {
      Files.writeString(file, run.config());
      ExperimentConfig config = ConfigLoader.load(file, List.of("threads=" + threads));
      DataSource source = DataSource.of(config.data());
      return !source.usesDirectory() ? config : ConfigLoader.load(file,
          List.of("threads=" + threads, "data.dir=" + ConfigUtil.quoteString(directory(run, source))));
    } finally {
      Files.delete(file);
    }
  }

  /** Returns the driver's data directory if it exists here, otherwise the one that this machine's environment names. */
  private static String directory(RemoteRun run, DataSource source) {
    if (Files.isDirectory(Path.of(run.dataDirectory())) || !(source instanceof Downloadable downloadable)) {
      return run.dataDirectory();
    }
    return Optional.ofNullable(System.getenv(downloadable.variable())).orElse(run.dataDirectory());
  }
}
