package org.mae4j.experiment.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.mae4j.base.UserException;

/**
 * The directory of a run, with the places of its files.
 *
 * @param path an existing directory
 */
public record RunDirectory(Path path) {
  /** Directory that holds run directories by default. */
  public static final Path RUNS = Path.of("runs");

  /**
   * Creates {@code parent/NAME-TIMESTAMP}, with a number appended if another run took that name in the same second.
   *
   * @param parent created if absent
   * @param now local time
   * @throws UserException if {@code parent} is not a directory or cannot be created
   */
  public static RunDirectory create(Path parent, String name, LocalDateTime now) throws IOException {
    return new RunDirectory(NewDirectory.createStamped(parent, name, now)).withFolders();
  }

  /**
   * Creates the run directory {@code path}.
   *
   * @throws UserException if {@code path} exists and is not an empty directory, or cannot be created
   */
  public static RunDirectory create(Path path) throws IOException {
    return new RunDirectory(NewDirectory.create(path)).withFolders();
  }

  /**
   * Returns the directory of an existing run without writing to it.
   *
   * @throws UserException if {@code path} is not a run directory
   */
  public static RunDirectory find(Path path) {
    if (!Files.isDirectory(path)) {
      throw new UserException(path + ": no such run directory");
    }
    RunDirectory directory = new RunDirectory(path);
    if (!Files.isRegularFile(directory.config())) {
      throw new UserException(path + ": not a run directory, it has no " + directory.config().getFileName()
          + RunsBelow.first(path).map(run -> "; name a run in it, such as " + run).orElse(""));
    }
    return directory;
  }

  /** Returns the file of the resolved configuration. */
  public Path config() {
    return path.resolve("config.conf");
  }

  /** Returns the file of the metrics. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** Returns the file of speed and memory over time. */
  public Path system() {
    return path.resolve("system.csv");
  }

  /** Returns the file of distributions of parameters, gradients and updates by layer. */
  public Path layers() {
    return path.resolve("layers.csv");
  }

  /** Returns the file of the reports that Deeplearning4j's listener writes about the linear probes. */
  public Path probeReports() {
    return path.resolve("probes.dl4j");
  }

  /** Returns the folder of the event file for TensorBoard; TensorBoard names a run by this folder. */
  public Path events() {
    return path;
  }

  /** Returns the folder of the event file that older versions wrote. */
  public Path formerEvents() {
    return path.resolve("events");
  }

  /** Returns the file of the results. */
  public Path results() {
    return path.resolve("results.json");
  }

  /** Returns the file of the provenance. */
  public Path provenance() {
    return path.resolve("provenance.json");
  }

  /** Returns the file of the log. */
  public Path log() {
    return path.resolve("run.log");
  }

  /** Returns the folder of checkpoints. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve(CheckpointFolder.NAME));
  }

  /** Returns the file of the stages of the last command and how many of them are done. */
  public Path resumePlan() {
    return path.resolve("resume.json");
  }

  /** Returns the file of the test images in the plane of the first two principal components of their features. */
  public Path latents() {
    return path.resolve("latents.json");
  }

  /** Returns the file of the predicted classes of the test images by all classifiers. */
  public Path predictions() {
    return path.resolve("predictions.json");
  }

  /** Returns the figure of the images of {@link #latents}: test images and their nearest neighbors. */
  public Path neighbors() {
    return figures().resolve("neighbours.png");
  }

  /** Returns the report of the run, one HTML page. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Returns the figure of reconstructions by the checkpoint that later stages work on. */
  public Path reconstructions() {
    return figures().resolve("reconstructions.png");
  }

  /** Returns the figure of what the encoder attends to in the images of {@link #reconstructions}. */
  public Path attention() {
    return figures().resolve("attention.png");
  }

  /** Returns the folder of PNG figures. */
  public Path figures() {
    return path.resolve("figures");
  }

  /** Creates the folders of checkpoints and figures if they are missing, as after a copy without empty folders. */
  public RunDirectory withFolders() throws IOException {
    Files.createDirectories(checkpoints().path());
    Files.createDirectories(figures());
    return this;
  }
}
