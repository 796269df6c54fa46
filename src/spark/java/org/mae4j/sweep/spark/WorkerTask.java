package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.Extensions;
import org.mae4j.data.DataException;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.model.layer.FusedOps;
import org.mae4j.record.log.TerminalAppender;
import org.mae4j.sweep.cluster.RemoteRun;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.execution.TrialExperiment;

/**
 * The task of an executor: starts or resumes a run. If the executor sees the directory of the sweep, it works there, so
 * that it can resume a run of a lost executor. Otherwise it works in a temporary directory and sends the files back.
 *
 * @param token of the {@link SharedDirectory}
 * @param runs maximum number of runs that share the memory of this machine
 * @param plugins absolute paths of the jars with extensions that the driver has; each worker needs them there, too
 */
record WorkerTask(String token, int runs, ArrayList<String> plugins) implements Function<RemoteRun, RemoteEnd> {

  @Override
  public RemoteEnd call(RemoteRun run) throws IOException {
    FusedOps.register();
    TerminalAppender.quietThread(); // the run has its own log
    WorkerListener listener = new WorkerListener(TaskContext.get(), run, runs);
    SharedDirectory shared = SharedDirectory.of(Path.of(run.sweep()), token);
    return shared.isHere() ? inSharedDirectory(shared, run, listener) : inTemporaryDirectory(run, listener);
  }

  private RemoteEnd inSharedDirectory(SharedDirectory shared, RemoteRun run, WorkerListener listener)
      throws IOException {
    try (RunLock lock = shared.lock(run.name(), listener::stopRequested)) {
      return end(run, run.directory(), listener);
    }
  }

  private RemoteEnd inTemporaryDirectory(RemoteRun run, WorkerListener listener) throws IOException {
    Path scratch = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath();
    Path temporary = Files.createTempDirectory(scratch, "trial");
    try {
      Path directory = temporary.resolve(run.directory().getFileName());
      return end(run, directory, listener).with(SentFiles.read(directory));
    } finally {
      FileUtils.deleteDirectory(temporary.toFile());
    }
  }

  /** Returns failures instead of throwing them: Spark would run the task again. */
  private RemoteEnd end(RemoteRun run, Path directory, WorkerListener listener) {
    try {
      Extensions.add(plugins.stream().map(Path::of).toList());
    } catch (UserException e) {
      return RemoteEnd.unfit(run.title() + ": worker " + listener.host() + " cannot load a plugin of the sweep: "
          + e.getMessage());
    }
    try {
      TrialExperiment trial = new TrialExperiment(WorkerConfig.of(run, listener.threads()), run.objectives(), directory,
          new Invocation(run.started(), run.arguments()));
      return RemoteEnd.done(trial.objective(listener));
    } catch (StoppedException | StoppedRunException e) {
      throw e;
    } catch (WorkerDataException | DataException e) {
      return RemoteEnd.unfit(run.title() + ": " + listener.host() + " does not have the data of the sweep: "
          + e.getMessage());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return RemoteEnd.failed(TrialEvaluator.reason(e));
    }
  }
}
