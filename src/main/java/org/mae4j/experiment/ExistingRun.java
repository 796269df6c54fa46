package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * A run whose stages can be repeated.
 *
 * @param directory where it left what it made
 * @param checkpoint the autoencoder to work on
 */
public record ExistingRun(RunDirectory directory, Path checkpoint) {

  /**
   * The run that {@code path} names: its directory, for the best checkpoint by validation, or a checkpoint in it.
   *
   * @throws UserException if there is no run
   */
  public static ExistingRun at(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      RunDirectory directory = RunDirectory.open(path);
      return new ExistingRun(directory, directory.bestAutoencoder());
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (folder.getParent() == null || !folder.getFileName().equals(RunDirectory.CHECKPOINTS)) {
      throw new UserException(path + ": expected a run directory, or a checkpoint in its folder "
          + RunDirectory.CHECKPOINTS);
    }
    return new ExistingRun(RunDirectory.open(folder.getParent()), path);
  }

  /** The configuration that the run had, and what {@code overrides} change of it. */
  public ExperimentConfig config(List<String> overrides) {
    return RunConfig.load(directory, overrides);
  }
}
