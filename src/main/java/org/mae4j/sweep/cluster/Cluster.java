package org.mae4j.sweep.cluster;

import java.io.IOException;
import java.util.ServiceLoader;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Machines that run trials in place of this process. Implementations are found by {@link ServiceLoader}; the Maven
 * profile {@code spark} builds one.
 */
public interface Cluster {
  /**
   * Connects and waits until a machine is available.
   *
   * @param master address in the notation of the cluster
   * @param threads cores that each trial uses, at least 1
   * @throws UserException if no machine can be reached
   */
  Session connect(String master, int threads);

  /** A connection. */
  interface Session extends AutoCloseable {
    /** Returns the number of trials that can run at the same time, at least 1. */
    int slots();

    /**
     * Runs or resumes a run on one of the machines, and on another if that machine is lost, until the run is complete in
     * its directory. Each slot is used by one thread.
     *
     * @param listener asked whether to stop; the run writes a checkpoint before it stops
     * @return the first objective; the files of the run have the others
     * @throws RunFailedException if the run failed; the message is the reason alone
     * @throws ClusterException if no machine can do the run
     * @throws org.mae4j.engine.parallel.StoppedException if {@code listener} asked to stop
     */
    double objective(RemoteRun run, RunListener listener) throws IOException;

    @Override
    void close();
  }

  /**
   * Connects for a sweep. Each trial uses as many cores as the experiment has threads, one by default.
   *
   * @throws UserException if the sweep cannot run on a cluster, or no machine can be reached
   */
  static Session connect(String master, SweepPlan plan) {
    if (plan.sweep().prune().prunes()) {
      throw new UserException("--spark: does not support pruning; omit --spark or set sweep.prune."
          + (plan.sweep().prune().countsCpu() ? "afterCpuMinutes" : "after") + "=0");
    }
    return ServiceLoader.load(Cluster.class).findFirst()
        .orElseThrow(() -> new UserException(
            "--spark: this build has no Spark; use ./mae4j, which builds it, or Maven with -Pspark"))
        .connect(master, Math.max(1, plan.experiment().threads()));
  }
}
