package org.mae4j.sweep.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.cluster.RemoteRun;

/**
 * Stops a run when its Spark job is canceled, and rejects data that differ from the driver's.
 *
 * @param task of the run
 * @param runs maximum number of runs that share the memory of this machine
 */
record WorkerListener(TaskContext task, RemoteRun run, int runs) implements RunListener {

  /** Returns the number of threads of the run. */
  int threads() {
    return task.cpus();
  }

  /** Returns the names of this machine and executor for messages. */
  String host() {
    try {
      return "executor " + SparkEnv.get().executorId() + " on " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "executor " + SparkEnv.get().executorId();
    }
  }

  @Override
  public boolean stopRequested() {
    return task.isInterrupted();
  }

  @Override
  public void dataRead(Map<String, String> digests) {
    run.dataDigests().forEach((split, digest) -> {
      if (!digest.equals(digests.get(split))) {
        throw new WorkerDataException("the SHA-256 of the " + split + " images is " + digests.get(split)
            + "; the driver has " + digest);
      }
    });
  }

  /** Returns a progress that shows nothing: the driver does not see it. */
  @Override
  public Progress progress(String name, long total) {
    return (done, details) -> {};
  }
}
