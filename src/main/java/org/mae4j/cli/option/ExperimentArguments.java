package org.mae4j.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import picocli.CommandLine.Parameters;

/** A configuration file and settings that take precedence over it. */
public final class ExperimentArguments {
  @Parameters(index = "0", paramLabel = "CONF", description = "Configuration file, such as conf/quickstart.conf.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that take precedence over the file, such as pretrain.epochs=5.")
  private List<String> overrides = new ArrayList<>();

  public ExperimentConfig load() {
    return load(List.of());
  }

  /**
   * Loads the configuration.
   *
   * @param more settings {@code key=value} that take precedence over all others
   */
  public ExperimentConfig load(List<String> more) {
    SettingsLast.require(file, overrides, "CONF");
    return ConfigLoader.load(file, Stream.concat(overrides.stream(), more.stream()).toList());
  }
}
