package org.mae4j.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.backend.Backend;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.result.Results;

/** Runs all stages of an experiment, as {@code ./mae4j run} does. Immutable. */
public final class ExperimentRunner {
  /** Runs stages of an experiment. */
  private interface Computation {
    void run() throws IOException;
  }

  private final Path file;
  private final List<String> settings;
  private final ExperimentListener listener;
  private final DeviceOpener devices;

  private ExperimentRunner(Path file, List<String> settings, ExperimentListener listener, DeviceOpener devices) {
    this.file = file;
    this.settings = List.copyOf(settings);
    this.listener = listener;
    this.devices = devices;
  }

  /** Returns a runner of the experiment in a configuration file. */
  public static ExperimentRunner of(Path file) {
    return new ExperimentRunner(file, List.of(), new ExperimentListener() {}, Processor.CPU);
  }

  /** Returns this runner with settings {@code key=value} that take precedence over the file. */
  public ExperimentRunner with(String... more) {
    return new ExperimentRunner(file, Stream.concat(settings.stream(), Stream.of(more)).toList(), listener, devices);
  }

  /** Returns this runner with a listener, which replaces the one before. */
  public ExperimentRunner observedBy(ExperimentListener other) {
    return new ExperimentRunner(file, settings, Objects.requireNonNull(other, "the listener is null"), devices);
  }

  /** Returns this runner on a {@link Processor}, which is the CPU by default. */
  public ExperimentRunner on(DeviceOpener other) {
    return new ExperimentRunner(file, settings, listener, other);
  }

  /**
   * Runs the experiment. Until it ends, SIGINT and SIGTERM stop it as the listener can, and do not end the process.
   *
   * @param directory run directory to create
   * @throws UserException if the configuration or the data is wrong, or the directory is not empty
   * @throws IOException if a file cannot be written
   * @throws ExperimentStoppedException if the listener or a signal stopped the experiment, or this thread was interrupted
   * @throws RuntimeException if the experiment fails, with a message of one line; or an exception of the listener
   */
  public ExperimentResult run(Path directory) throws IOException {
    requireFree(directory);
    Backend.require();
    ExperimentConfig config = ConfigLoader.load(file, settings);
    List<String> words = new ArrayList<>(List.of("run", file.toString()));
    words.addAll(settings);
    words.addAll(List.of("--out", directory.toString()));
    return result(directory,
        () -> Experiment.start(invocation(words), config, Optional.of(directory), Stages.of(config)));
  }

  /**
   * Resumes a stopped experiment, as {@code ./mae4j resume} does. The results are bit-identical to those of an
   * uninterrupted one. The configuration is that of the run; the file and the settings of this runner are not used.
   *
   * @param directory run directory
   * @throws UserException if there is nothing to resume, or the data or the processor has changed
   * @throws IOException as {@link #run}
   * @throws ExperimentStoppedException as {@link #run}
   * @throws RuntimeException as {@link #run}
   */
  public ExperimentResult resume(Path directory) throws IOException {
    Backend.require();
    Invocation invocation = invocation(List.of("resume", directory.toString()));
    return result(directory, () -> Experiment.resume(invocation, directory, List.of()));
  }

  /** The messages of the commands, which check the directory again, name an option of the command line. */
  private static void requireFree(Path directory) throws IOException {
    if (directory.toString().isEmpty()) {
      throw new UserException("the path of the run directory is empty; pass the path of a directory");
    }
    if (NewDirectory.isUsed(directory)) {
      throw new UserException(directory + ": the directory is not empty; pass the path of another one");
    }
  }

  private Invocation invocation(List<String> words) {
    return new Invocation(Instant.now(), words).observedBy(new ForwardingRunListener(listener)).on(devices);
  }

  private static ExperimentResult result(Path directory, Computation computation) throws IOException {
    runStoppable(directory, computation);
    SortedMap<String, Double> metrics = new TreeMap<>();
    Results.read(new RunDirectory(directory).results()).scalars().forEach((key, value) -> {
      if (value instanceof Number number) {
        metrics.put(key, number.doubleValue());
      }
    });
    return new ExperimentResult(directory, metrics);
  }

  private static void runStoppable(Path directory, Computation computation) throws IOException {
    try {
      computation.run();
    } catch (StoppedException e) {
      throw stopped("stopped by its listener", directory, e);
    } catch (StoppedRunException e) {
      throw stopped(e.getMessage(), directory, e);
    } catch (IOException | RuntimeException e) {
      // An interrupt ends waiting, reading and writing with exceptions of many kinds.
      if (!Files.exists(new RunDirectory(directory).resumePlan()) || !Thread.interrupted()) {
        throw e;
      }
      // In an interrupted thread, the message could not read the files of the run.
      try {
        throw stopped("interrupted", directory, e);
      } finally {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ExperimentStoppedException stopped(String how, Path directory, Exception cause) {
    return new ExperimentStoppedException(directory + ": " + how + "; resume it with "
        + Experiment.resumeCommand(new RunDirectory(directory)), cause);
  }
}
