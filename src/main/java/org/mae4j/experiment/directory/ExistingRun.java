package org.mae4j.experiment.directory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;

/**
 * A run whose stages can be repeated.
 *
 * @param checkpoint checkpoint of the autoencoder that the stages work on
 */
public record ExistingRun(RunDirectory directory, Path checkpoint) {
  /**
   * Returns the run at {@code path}.
   *
   * @param path run directory, whose best checkpoint is used, or a checkpoint in its folder of checkpoints
   * @throws UserException if there is no run
   */
  public static ExistingRun at(Path path) {
    if (!Files.exists(path) && path.toString().endsWith(TensorFile.SUFFIX)) {
      throw new UserException(path + ": no such checkpoint");
    }
    if (!Files.isRegularFile(path)) {
      RunDirectory directory = RunDirectory.find(path);
      return new ExistingRun(directory, directory.checkpoints().bestAutoencoder());
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (folder.getParent() == null || !folder.getFileName().equals(CheckpointFolder.NAME)) {
      throw new UserException(path + ": not a run directory, and not a checkpoint in its folder "
          + CheckpointFolder.NAME);
    }
    return new ExistingRun(RunDirectory.find(folder.getParent()), path);
  }

  /** Returns the configuration of the run, changed by {@code overrides} of the form {@code key=value}. */
  public ExperimentConfig config(List<String> overrides) {
    return RunConfig.load(directory, overrides);
  }
}
