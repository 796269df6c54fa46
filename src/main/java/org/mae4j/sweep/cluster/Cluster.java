package org.mae4j.sweep.cluster;

import java.io.IOException;
import java.util.ServiceLoader;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.sweep.generator.TrialGenerator;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Machines that candidates run on in place of this process. It is no part of the ordinary program: the build's profile
 * {@code spark} brings it, and {@link ServiceLoader} finds it.
 */
public interface Cluster {
  /**
   * Connects, and waits until there is a machine.
   *
   * @param master where, as the cluster names such places
   * @param threads that each candidate computes with, at least 1
   * @throws UserException if that does not succeed
   */
  Session connect(String master, int threads);

  /** A connection. */
  interface Session extends AutoCloseable {
    /** TrialGenerator that there is room for at once, at least 1. */
    int slots();

    /**
     * Has a run brought to its end by one of the machines, by another where one is lost, and leaves it in its
     * directory; returns the figure that it is judged by. Asked by as many threads as there are slots.
     *
     * @param supervision asked whether to stop; the machine stops first, where nothing is lost
     * @throws RunFailedException if the run failed, by its reason alone
     * @throws ClusterException if there is no machine that can do it
     * @throws org.mae4j.engine.StoppedException if {@code supervision} asked to stop
     */
    double objective(RemoteRun run, RunObserver supervision) throws IOException;

    @Override
    void close();
  }

  /**
   * Connects on behalf of a sweep; a candidate takes as many cores as the experiment has threads, one where it leaves
   * that open.
   *
   * @throws UserException if the sweep cannot be run there, or there is no machine
   */
  static Session connect(String master, SweepPlan plan) {
    if (plan.sweep().prune().prunes()) {
      throw new UserException("--spark: gives no candidate up early; leave it out, or set sweep.prune.after=0");
    }
    return ServiceLoader.load(Cluster.class).findFirst()
        .orElseThrow(() -> new UserException(
            "--spark: this build has no clusters; ./mae4j builds them by itself, Maven with -Pspark"))
        .connect(master, Math.max(1, plan.experiment().threads()));
  }
}
