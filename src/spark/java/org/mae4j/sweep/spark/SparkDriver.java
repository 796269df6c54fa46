package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.cluster.RemoteRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver of Spark. */
final class SparkDriver implements Cluster.Session {
  private static final Logger LOG = LoggerFactory.getLogger(SparkDriver.class);
  private static final long POLL_MILLIS = 200;

  private final JavaSparkContext context;
  private final Executors executors;
  private final Map<String, SharedDirectory> shared = new HashMap<>();
  /** Whether an executor may still work on a run that was to stop. */
  private volatile boolean atWork;

  SparkDriver(JavaSparkContext context, Executors executors) {
    this.context = context;
    this.executors = executors;
  }

  @Override
  public int slots() {
    return executors.slots();
  }

  @Override
  public double objective(RemoteRun run, RunObserver supervision) throws IOException {
    WorkerTask task = new WorkerTask(shared(run.sweep()).token(), executors.largest());
    RemoteEnd end = await(submit(run, task), run.title(), supervision);
    SentFiles.place(end.files(), run.directory());
    return switch (end.kind()) {
      case DONE -> end.objective();
      case FAILED -> throw new RunFailedException(end.reason());
      case UNFIT -> throw new ClusterException(end.reason());
    };
  }

  private synchronized SharedDirectory shared(String sweep) throws IOException {
    SharedDirectory directory = shared.get(sweep);
    if (directory == null) {
      directory = SharedDirectory.mark(Path.of(sweep));
      shared.put(sweep, directory);
    }
    return directory;
  }

  private JavaFutureAction<List<RemoteEnd>> submit(RemoteRun run, WorkerTask task) {
    try {
      context.sc().setJobDescription(run.title()); // of this thread's jobs
      return context.parallelize(List.of(run), 1).map(task).collectAsync();
    } catch (IllegalStateException e) {
      throw lost();
    }
  }

  private RemoteEnd await(JavaFutureAction<List<RemoteEnd>> job, String title, RunObserver supervision) {
    while (true) {
      try {
        return job.get(POLL_MILLIS, TimeUnit.MILLISECONDS).get(0);
      } catch (TimeoutException e) {
        if (supervision.stopRequested()) {
          stop(job, title);
        } else if (executors.gone()) {
          job.cancel(true);
          throw new ClusterException("no executor was left for " + Executors.ABSENCE.toMinutes() + " minutes");
        }
      } catch (ExecutionException e) {
        if (supervision.stopRequested()) {
          stop(job, title);
        }
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Spark works", e);
      }
    }
  }

  /** The task is not interrupted: it looks whether it is to stop, and leaves a checkpoint. */
  private void stop(JavaFutureAction<List<RemoteEnd>> job, String title) {
    executors.closing();
    job.cancel(true);
    if (!executors.awaitEnd(title)) {
      LOG.warn("{}: its executor does not stop", title);
      atWork = true;
    }
    throw new StoppedException();
  }

  private RuntimeException failure(Throwable cause) {
    if (context.sc().isStopped()) {
      return lost();
    }
    String reason = String.valueOf(cause.getMessage());
    int last = reason.indexOf("most recent failure: ");
    String line = reason.substring(Math.max(last, 0)).lines().findFirst().orElseThrow();
    return reason.contains("ExecutorLostFailure")
        ? new RunFailedException("its executor was lost each time it was tried; " + line) : new ClusterException(line);
  }

  private static ClusterException lost() {
    return new ClusterException("the connection to Spark is lost");
  }

  @Override
  public void close() {
    executors.closing();
    context.close();
    if (!atWork) {
      shared.values().forEach(SharedDirectory::close); // and with them the locks that an executor holds
    }
  }
}
