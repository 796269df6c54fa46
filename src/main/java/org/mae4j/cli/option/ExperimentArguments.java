package org.mae4j.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigLoader;
import picocli.CommandLine.Parameters;

/** A configuration file, and keys that are to be other than it says. */
public final class ExperimentArguments {
  @Parameters(index = "0", paramLabel = "CONF", description = "Configuration file, such as conf/quickstart.conf.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that count before the file's, such as pretrain.epochs=5.")
  private List<String> overrides = new ArrayList<>();

  public ExperimentConfig load() {
    return load(List.of());
  }

  /** @param more settings that count before all others */
  public ExperimentConfig load(List<String> more) {
    return ConfigLoader.load(file, Stream.concat(overrides.stream(), more.stream()).toList());
  }
}
