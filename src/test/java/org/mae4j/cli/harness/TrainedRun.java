package org.mae4j.cli.harness;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.MemoryDirectory;

/**
 * A complete run of {@link SmallExperiment}. It takes seconds, so that a process trains it only once.
 *
 * @param path of the run, which tests only read
 * @param printed what the command printed
 */
public record TrainedRun(Path path, Captured printed) {
  private static TrainedRun trained;

  /** Returns the run; the first call trains it. */
  public static synchronized TrainedRun get() throws IOException {
    if (trained == null) {
      trained = train();
    }
    return trained;
  }

  private static TrainedRun train() throws IOException {
    Path directory = MemoryDirectory.create("trained");
    Path run = directory.resolve("run");
    Captured printed = Captured.success("run", SmallExperiment.write(directory), "--out", run, "--threads", 2);
    FileUtils.forceDeleteOnExit(directory.toFile());
    return new TrainedRun(run, printed);
  }

  /** Copies the run to a new directory, for tests that change it. Returns the directory. */
  public static Path copyTo(Path directory) throws IOException {
    FileUtils.copyDirectory(get().path().toFile(), directory.toFile());
    return directory;
  }
}
