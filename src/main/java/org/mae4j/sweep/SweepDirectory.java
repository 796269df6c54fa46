package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * Where a sweep leaves all that it makes.
 *
 * @param path an existing directory
 */
public record SweepDirectory(Path path) {
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** Where a sweep goes by default. @param now local time */
  static Path byDefault(String name, LocalDateTime now) {
    return RunDirectory.RUNS.resolve(name + "-sweep-" + TIMESTAMP.format(now));
  }

  /**
   * Makes {@code path} the directory of a sweep.
   *
   * @throws UserException if it holds a sweep already, or anything else
   */
  static SweepDirectory create(Path path) throws IOException {
    SweepDirectory directory = new SweepDirectory(path);
    if (Files.exists(directory.journal())) {
      throw new UserException(path + " holds a sweep; go on with it by --resume, or name another directory by --out");
    }
    NewDirectory.create(path);
    return directory;
  }

  /** @throws UserException if there is no sweep in {@code path} */
  static SweepDirectory open(Path path) {
    SweepDirectory directory = new SweepDirectory(path);
    if (!Files.isRegularFile(directory.journal())) {
      throw new UserException("no sweep in " + path + ": it has no " + directory.journal().getFileName());
    }
    return directory;
  }

  /** What became of each candidate. */
  public Path journal() {
    return path.resolve("sweep.jsonl");
  }

  Path table() {
    return path.resolve("sweep.csv");
  }

  /** The experiment of the best candidate, to be run. */
  Path best() {
    return path.resolve("best.conf");
  }

  Path plot() {
    return path.resolve("objective.png");
  }

  /** All of the sweep as one page. */
  Path report() {
    return path.resolve("report.html");
  }

  /** The folder of the candidates' run directories. */
  public Path candidates() {
    return path.resolve("candidates");
  }

  /** The run directory of a candidate; where candidates are repeated, of one repetition. */
  public Path run(int candidate, int repetition, int repeat) {
    String name = String.format(Locale.ROOT, "%04d", candidate);
    return candidates().resolve(repeat == 1 ? name : name + "-" + repetition);
  }
}
