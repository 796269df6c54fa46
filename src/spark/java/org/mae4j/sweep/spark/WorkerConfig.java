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

/** The configuration of a run on the machine that does it. */
final class WorkerConfig {
  /** Names the directory of CIFAR-10, as it does where the experiment was written. */
  private static final String CIFAR10 = "MAE4J_CIFAR10";

  private WorkerConfig() {}

  static ExperimentConfig of(RemoteRun run, int threads) throws IOException {
    Path file = Files.createTempFile("candidate", ".conf");
    try {
      Files.writeString(file, run.config());
      ExperimentConfig config = ConfigLoader.load(file, List.of("threads=" + threads));
      return config.data().source() == Source.EMBEDDED ? config : ConfigLoader.load(file,
          List.of("threads=" + threads, "data.dir=" + ConfigUtil.quoteString(directory(run, config.data().source()))));
    } finally {
      Files.delete(file);
    }
  }

  /** Where the driver has the data, if that is a directory here; otherwise where the environment says. */
  private static String directory(RemoteRun run, Source source) {
    boolean here = Files.isDirectory(Path.of(run.dataDirectory()));
    Optional<String> own = source == Source.CIFAR10 ? Optional.ofNullable(System.getenv(CIFAR10)) : Optional.empty();
    return own.filter(directory -> !here).orElse(run.dataDirectory());
  }
}
