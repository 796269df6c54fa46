package org.mae4j.experiment.directory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.base.UserException;

/**
 * Where a run leaves all that it makes.
 *
 * @param path an existing directory
 */
public record RunDirectory(Path path) {
  /** Name of the folder of checkpoints. */
  public static final Path CHECKPOINTS = Path.of("checkpoints");

  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /**
   * Makes {@code parent/NAME-TIMESTAMP}, with a number after it for a second run within the same second.
   *
   * @param parent made if absent
   * @param now local time
   * @throws UserException if {@code parent} is no directory or cannot be made
   */
  public static RunDirectory create(Path parent, String name, LocalDateTime now) throws IOException {
    requireDirectoryOrNothing(parent);
    make(parent);
    String stamped = name + "-" + TIMESTAMP.format(now);
    for (int attempt = 1; ; attempt++) {
      Path path = parent.resolve(attempt == 1 ? stamped : stamped + "-" + attempt);
      try {
        Files.createDirectory(path);
        return new RunDirectory(path).withFolders();
      } catch (FileAlreadyExistsException taken) {
        // Not asked before making it: another process may take the name in between.
        continue;
      }
    }
  }

  /**
   * Makes {@code path} a run directory.
   *
   * @throws UserException if it exists and is not an empty directory: the run that it may hold is not overwritten
   */
  public static RunDirectory create(Path path) throws IOException {
    requireFree(path);
    make(path);
    return new RunDirectory(path).withFolders();
  }

  /** @throws UserException if {@code path} exists and is not an empty directory */
  public static void requireFree(Path path) throws IOException {
    requireDirectoryOrNothing(path);
    if (Files.isDirectory(path) && !isEmpty(path)) {
      throw new UserException("run directory exists and is not empty: " + path);
    }
  }

  /**
   * Opens the directory of a former run, to repeat a stage.
   *
   * @throws UserException if there is no run in {@code path}
   */
  public static RunDirectory open(Path path) throws IOException {
    return find(path).withFolders();
  }

  /**
   * The directory of a former run, as it is.
   *
   * @throws UserException if there is no run in {@code path}
   */
  public static RunDirectory find(Path path) {
    if (!Files.isDirectory(path)) {
      throw new UserException("no such run directory: " + path);
    }
    RunDirectory directory = new RunDirectory(path);
    if (!Files.isRegularFile(directory.config())) {
      throw new UserException("not a run directory, has no " + directory.config().getFileName() + ": " + path);
    }
    return directory;
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.conf");
  }

  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** Speed and memory over time. */
  public Path system() {
    return path.resolve("system.csv");
  }

  /** How parameters, gradients and updates are distributed, by layer. */
  public Path layers() {
    return path.resolve("layers.csv");
  }

  /** What Deeplearning4j's listener reports of the linear probes. */
  public Path probeReports() {
    return path.resolve("probes.dl4j");
  }

  /** The folder of the event file, for TensorBoard. */
  public Path events() {
    return path.resolve("events");
  }

  public Path results() {
    return path.resolve("results.json");
  }

  public Path provenance() {
    return path.resolve("provenance.json");
  }

  public Path log() {
    return path.resolve("run.log");
  }

  /** The folder of checkpoints. */
  public Path checkpoints() {
    return path.resolve(CHECKPOINTS);
  }

  /** The autoencoder of the epoch that did best on validation. */
  public Path bestAutoencoder() {
    return checkpoints().resolve("pretrain-best.safetensors");
  }

  /** The autoencoder after the last epoch. */
  public Path lastAutoencoder() {
    return checkpoints().resolve("pretrain-last.safetensors");
  }

  /** The encoder and classifier of the epoch that did best on validation, trained by {@code stage}. */
  public Path bestClassifier(String stage) {
    return checkpoints().resolve(stage + "-best.safetensors");
  }

  /** A training under way of {@code stage}, to go on from. */
  public Path trainingState(String stage) {
    return checkpoints().resolve(stage + "-state.safetensors");
  }

  /** What the command that works here has to do; absent where nothing was begun. */
  public Path agenda() {
    return path.resolve("resume.json");
  }

  /** Where test images lie in the space of features. */
  public Path latents() {
    return path.resolve("latents.json");
  }

  /** The images of {@link #latents}: test images and their neighbors. */
  public Path neighbors() {
    return figures().resolve("neighbours.png");
  }

  /** All of the run as one page. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Reconstructions by the checkpoint that later stages work on. */
  public Path reconstructions() {
    return figures().resolve("reconstructions.png");
  }

  /** The folder of PNG figures. */
  public Path figures() {
    return path.resolve("figures");
  }

  private RunDirectory withFolders() throws IOException {
    Files.createDirectories(checkpoints());
    Files.createDirectories(figures());
    return this;
  }

  /**
   * Makes {@code directory}, and those above it, where absent.
   *
   * @throws UserException if it cannot be made
   */
  public static void make(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileSystemException e) {
      throw new UserException("cannot make the directory " + IoMessage.of(e));
    }
  }

  private static void requireDirectoryOrNothing(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UserException("not a directory: " + path);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
