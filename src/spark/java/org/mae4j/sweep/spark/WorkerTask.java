package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.mae4j.data.DataException;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.ops.FusedOps;
import org.mae4j.record.log.ConsoleFilter;
import org.mae4j.sweep.cluster.RemoteRun;
import org.mae4j.sweep.execution.FailureReason;
import org.mae4j.sweep.execution.TrialExperiment;

/**
 * Brings a run to its end, on an executor. What the driver's directory of the sweep is here too, a run goes on there
 * after another executor was lost; elsewhere it is done in a directory of its own, and what it leaves is sent back.
 *
 * @param token of the sweep's directory
 * @param runs that may share this machine's memory
 */
record WorkerTask(String token, int runs) implements Function<RemoteRun, RemoteEnd> {

  @Override
  public RemoteEnd call(RemoteRun run) throws IOException {
    FusedOps.register();
    ConsoleFilter.quietThread(); // the run has a log of its own
    WorkerObserver supervision = new WorkerObserver(TaskContext.get(), run, runs);
    SharedDirectory shared = SharedDirectory.of(Path.of(run.sweep()), token);
    return shared.isHere() ? inPlace(shared, run, supervision) : apart(run, supervision);
  }

  private static RemoteEnd inPlace(SharedDirectory shared, RemoteRun run, WorkerObserver supervision)
      throws IOException {
    try (RunLock lock = shared.lock(run.name(), supervision::stopRequested)) {
      return end(run, run.directory(), supervision);
    }
  }

  private static RemoteEnd apart(RemoteRun run, WorkerObserver supervision) throws IOException {
    Path scratch = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath();
    Path own = Files.createTempDirectory(scratch, "candidate");
    try {
      Path directory = own.resolve(run.directory().getFileName());
      return end(run, directory, supervision).with(SentFiles.read(directory));
    } finally {
      FileUtils.deleteDirectory(own.toFile());
    }
  }

  /** A failure is an end, too: were it thrown, Spark would try again. */
  private static RemoteEnd end(RemoteRun run, Path directory, WorkerObserver supervision) {
    try {
      TrialExperiment candidate = new TrialExperiment(WorkerConfig.of(run, supervision.threads()), run.figure(), directory,
          new Invocation(run.started(), run.arguments()));
      return RemoteEnd.done(candidate.objective(supervision));
    } catch (StoppedException | StoppedRunException e) {
      throw e;
    } catch (WorkerDataException | DataException e) {
      return RemoteEnd.unfit(run.title() + ": worker " + supervision.host() + " has not the data of the sweep: "
          + e.getMessage());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return RemoteEnd.failed(FailureReason.of(e));
    }
  }
}
