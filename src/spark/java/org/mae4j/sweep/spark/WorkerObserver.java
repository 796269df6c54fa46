package org.mae4j.sweep.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.sweep.cluster.RemoteRun;

/**
 * Stops a run when its job is canceled, and holds it off other data than the driver's.
 *
 * @param task that the run is
 * @param runs that may share this machine's memory
 */
record WorkerObserver(TaskContext task, RemoteRun run, int runs) implements RunObserver {

  /** Threads that the run computes with. */
  int threads() {
    return task.cpus();
  }

  /** This machine and executor, for people. */
  String host() {
    try {
      return InetAddress.getLocalHost().getHostName() + ", executor " + SparkEnv.get().executorId() + ",";
    } catch (UnknownHostException e) {
      return "of executor " + SparkEnv.get().executorId();
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
            + ", where the sweep was started " + digest);
      }
    });
  }

  /** Of a run that nobody watches. */
  @Override
  public Progress progress(String name, long total) {
    return (done, details) -> {};
  }
}
