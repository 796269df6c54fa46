package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.mae4j.config.extension.Extensions;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.cluster.RemoteRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits runs to Spark as jobs and waits for them. */
final class SparkDriver implements Cluster.Session {
  private static final Logger LOG = LoggerFactory.getLogger(SparkDriver.class);
  private static final long POLL_MILLIS = 200;

  private final JavaSparkContext context;
  private final Executors executors;
  private final Map<String, SharedDirectory> shared = new HashMap<>();
  /** Whether an executor did not stop and may still work on a run. */
  private volatile boolean stillRunning;

  SparkDriver(JavaSparkContext context, Executors executors) {
    this.context = context;
    this.executors = executors;
  }

  @Override
  public int slots() {
    return executors.slots();
  }

  @Override
  public double objective(RemoteRun run, RunListener listener) throws IOException {
    WorkerTask task = new WorkerTask(shared(run.sweep()).token(), executors.largest(), new ArrayList<>(plugins()));
    RemoteEnd end = await(submit(run, task), run.title(), listener);
    SentFiles.place(end.files(), run.directory());
    return switch (end.kind()) {
      case DONE -> end.objective();
      case FAILED -> throw new RunFailedException(end.reason());
      case UNFIT -> throw new ClusterException(end.reason());
    };
  }

  private static List<String> plugins() {
    return Extensions.plugins().stream().map(plugin -> plugin.jar().toString()).toList();
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
      context.sc().setJobDescription(run.title()); // applies to the jobs of this thread
      return context.parallelize(List.of(run), 1).map(task).collectAsync();
    } catch (IllegalStateException e) {
      throw lost();
    }
  }

  private RemoteEnd await(JavaFutureAction<List<RemoteEnd>> job, String title, RunListener listener) {
    while (true) {
      try {
        return job.get(POLL_MILLIS, TimeUnit.MILLISECONDS).get(0);
      } catch (TimeoutException e) {
        if (listener.stopRequested()) {
          stop(job, title);
        } else if (executors.gone()) {
          job.cancel(true);
          throw new ClusterException("there was no executor for " + Executors.MAX_ABSENCE.toMinutes() + " minutes");
        }
      } catch (ExecutionException e) {
        if (listener.stopRequested()) {
          stop(job, title);
        }
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for Spark", e);
      }
    }
  }

  /** Cancels the job. The task is not interrupted; it polls for the cancellation and writes a checkpoint. */
  private void stop(JavaFutureAction<List<RemoteEnd>> job, String title) {
    executors.closing();
    job.cancel(true);
    if (!executors.awaitEnd(title)) {
      LOG.warn("{}: the executor does not stop", title);
      stillRunning = true;
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
        ? new RunFailedException("the executor was lost at each attempt; " + line) : new ClusterException(line);
  }

  private static ClusterException lost() {
    return new ClusterException("the connection to Spark is lost");
  }

  @Override
  public void close() {
    executors.closing();
    context.close();
    if (!stillRunning) {
      shared.values().forEach(SharedDirectory::close); // includes locks that executors hold
    }
  }
}
