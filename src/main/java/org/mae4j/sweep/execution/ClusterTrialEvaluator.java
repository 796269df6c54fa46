package org.mae4j.sweep.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.DataSource;
import org.mae4j.experiment.data.DataDigests;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.RemoteRun;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.plan.SweepPlan;

/** Evaluates trials by runs on other machines, with the same data as this machine. */
public final class ClusterTrialEvaluator implements TrialEvaluator {
  private final SweepPlan plan;
  private final SweepDirectory directory;
  private final TrialDirectories directories;
  private final Invocation invocation;
  private final Cluster.Session cluster;
  private final DataDigests digests = new DataDigests();

  public ClusterTrialEvaluator(SweepPlan plan, SweepDirectory directory, Invocation invocation,
      Cluster.Session cluster) {
    this.plan = plan;
    this.directory = directory;
    this.directories = new TrialDirectories(plan, directory);
    this.invocation = invocation;
    this.cluster = cluster;
  }

  @Override
  public List<Double> others(TrialRun run) throws IOException {
    return directories.others(run);
  }

  /** Counts what this machine sees: the files of an executor that was lost may be on its own disk. */
  @Override
  public double secondsBefore(TrialRun run) throws IOException {
    return directories.seconds(run);
  }

  @Override
  public double objective(TrialRun run, RunListener listener) throws IOException {
    ExperimentConfig config = run.config(plan);
    int repeat = plan.sweep().repeat();
    return cluster.objective(new RemoteRun("trial " + run.trial() + (repeat == 1 ? "" : ", run " + run.repetition()),
        ConfigRenderer.render(config), new ArrayList<>(plan.sweep().searched()), dataDirectory(config),
        new TreeMap<>(digests.of(config)), invocation.started(), new ArrayList<>(invocation.arguments()),
        directory.path().toAbsolutePath().toString(), directory.path().relativize(directories.of(run)).toString()),
        listener);
  }

  private static String dataDirectory(ExperimentConfig config) {
    return DataSource.of(config.data()).usesDirectory() ? Path.of(config.data().dir()).toAbsolutePath().toString() : "";
  }
}
