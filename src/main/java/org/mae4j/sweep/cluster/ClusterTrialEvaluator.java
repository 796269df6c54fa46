package org.mae4j.sweep.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.data.DataSource;
import org.mae4j.experiment.data.DataDigests;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.sweep.SweepDirectory;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.plan.SweepPlan;

/** Evaluates a candidate by a run on another machine, on the data that this one has. */
public final class ClusterTrialEvaluator implements TrialEvaluator {
  private final SweepPlan plan;
  private final SweepDirectory directory;
  private final Invocation invocation;
  private final Cluster.Session cluster;
  private final DataDigests digests = new DataDigests();

  public ClusterTrialEvaluator(SweepPlan plan, SweepDirectory directory, Invocation invocation, Cluster.Session cluster) {
    this.plan = plan;
    this.directory = directory;
    this.invocation = invocation;
    this.cluster = cluster;
  }

  @Override
  public double objective(TrialRun trial, RunObserver supervision) throws IOException {
    return cluster.objective(remote(trial), supervision);
  }

  private RemoteRun remote(TrialRun trial) {
    ExperimentConfig config = trial.config(plan);
    int repeat = plan.sweep().repeat();
    Path run = directory.run(trial.candidate(), trial.repetition(), repeat);
    return new RemoteRun("candidate " + trial.candidate() + (repeat == 1 ? "" : ", run " + trial.repetition()),
        ConfigRenderer.render(config), plan.sweep().objective(), dataDirectory(config),
        new TreeMap<>(digests.of(config)), invocation.started(), new ArrayList<>(invocation.arguments()),
        directory.path().toAbsolutePath().toString(), directory.path().relativize(run).toString());
  }

  private static String dataDirectory(ExperimentConfig config) {
    return DataSource.of(config.data()).usesDirectory() ? Path.of(config.data().dir()).toAbsolutePath().toString() : "";
  }
}
