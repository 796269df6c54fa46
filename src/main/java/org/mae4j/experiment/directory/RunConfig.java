package org.mae4j.experiment.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.record.provenance.RecordedPlugin;

/** The configuration of a run. */
public final class RunConfig {
  private RunConfig() {}

  /**
   * Returns the configuration of the run in {@code directory}.
   *
   * @param overrides settings {@code key=value} that replace those of the run
   * @throws UserException if the configuration is invalid, for example because an extension is not loaded; then the
   *     message names the plugins that the run had
   */
  public static ExperimentConfig load(RunDirectory directory, List<String> overrides) {
    try {
      return ConfigLoader.recorded(directory.config(), overrides);
    } catch (UserException e) {
      throw withPlugins(e, "run", directory);
    }
  }

  /**
   * Returns {@code e}, with the plugins that a run had and that are not loaded.
   *
   * @param e says that a configuration is invalid, perhaps because of these plugins
   * @param owner noun for what had the plugins
   */
  public static UserException withPlugins(UserException e, String owner, RunDirectory run) {
    List<String> missing = missing(run);
    return missing.isEmpty() ? e : new UserException(e.getMessage() + "\nThe " + owner
        + " had plugins that are not loaded: " + String.join(", ", missing) + "; add their jars with --plugins");
  }

  /** Writes the configuration of the run in {@code directory}, or replaces it. */
  public static void write(RunDirectory directory, ExperimentConfig config) throws IOException {
    DurableFile.write(directory.config(), ConfigRenderer.render(config));
  }

  private static List<String> missing(RunDirectory directory) {
    try {
      return RecordedPlugin.missing(directory.provenance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
