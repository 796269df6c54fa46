package org.mae4j.sweep.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * The directory of a sweep.
 *
 * @param path need not exist
 */
public record SweepDirectory(Path path) {
  /**
   * Returns the default path of a new sweep.
   *
   * @param name of the experiment
   * @param now local time
   */
  public static Path byDefault(String name, LocalDateTime now) {
    return NewDirectory.stamped(RunDirectory.RUNS, name + "-sweep", now);
  }

  /**
   * Checks, before any work is done, that a sweep can be created; leaves nothing behind.
   *
   * @throws UserException if {@code path} contains a sweep or any other file, or cannot be created
   */
  public static void requireCreatable(Path path) throws IOException {
    requireNoSweep(path);
    NewDirectory.requireCreatable(path);
  }

  private static void requireNoSweep(Path path) {
    if (Files.exists(new SweepDirectory(path).journal())) {
      throw new UserException(
          path + " contains a sweep; resume it with --resume, or name another directory with --out");
    }
  }

  /**
   * Creates the directory of a new sweep.
   *
   * @throws UserException if {@code path} contains a sweep or any other file
   */
  public static SweepDirectory create(Path path) throws IOException {
    requireNoSweep(path);
    return new SweepDirectory(NewDirectory.create(path));
  }

  /**
   * Returns the directory of an existing sweep.
   *
   * @throws UserException if {@code path} contains no sweep
   */
  public static SweepDirectory open(Path path) {
    SweepDirectory directory = new SweepDirectory(path);
    if (!directory.exists()) {
      throw new UserException(Files.isDirectory(path)
          ? path + " contains no sweep: it has no " + directory.journal().getFileName()
          : path + ": no such directory of a sweep");
    }
    return directory;
  }

  /** Returns whether the directory contains a sweep. */
  public boolean exists() {
    return Files.isRegularFile(journal());
  }

  public Path journal() {
    return path.resolve("sweep.jsonl");
  }

  /** Returns the file of the limits of the sweep. */
  public Path limits() {
    return path.resolve("limits.json");
  }

  /** Returns the file of the ranking in CSV. */
  public Path table() {
    return path.resolve("sweep.csv");
  }

  /** Returns the configuration file of the best trial. */
  public Path best() {
    return path.resolve("best.conf");
  }

  /** Returns the folder of the configuration files of the Pareto front, of a sweep with several objectives. */
  public Path bestTrials() {
    return path.resolve("best");
  }

  /** Returns the configuration file of a trial of the Pareto front. @param trial number of the trial, from 1 */
  public Path best(int trial) {
    return bestTrials().resolve(String.format(Locale.ROOT, "trial-%04d.conf", trial));
  }

  /** Returns the plot of the objective over time. */
  public Path plot() {
    return path.resolve("objective.png");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  /** Returns the folder of the run directories; sweeps from before version 0.1.0 have {@code candidates}. */
  public Path trials() {
    Path older = path.resolve("candidates");
    return Files.isDirectory(older) ? older : path.resolve("trials");
  }

  /**
   * Returns a run directory.
   *
   * @param trial number of the trial, from 1
   * @param repetition number of the run, from 1
   * @param repeat number of runs of each trial
   */
  public Path run(int trial, int repetition, int repeat) {
    String name = String.format(Locale.ROOT, "%04d", trial);
    return trials().resolve(repeat == 1 ? name : name + "-" + repetition);
  }

  /** Returns the run directories of a trial, some of which may not exist. */
  public List<Path> runs(int trial, int repeat) {
    return IntStream.rangeClosed(1, repeat).mapToObj(repetition -> run(trial, repetition, repeat)).toList();
  }
}
