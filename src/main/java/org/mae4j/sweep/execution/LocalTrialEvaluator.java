package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.List;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.plan.SweepPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates trials by runs in this process, each in its own directory. Parallel trials share the threads of the
 * experiment equally.
 */
public final class LocalTrialEvaluator implements TrialEvaluator {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTrialEvaluator.class);

  private final SweepPlan plan;
  private final TrialDirectories directories;
  private final Invocation invocation;
  private final int threads;

  /** Creates an evaluator and warns if there are more parallel trials than threads. */
  public LocalTrialEvaluator(SweepPlan plan, SweepDirectory directory, Invocation invocation) {
    this.plan = plan;
    this.directories = new TrialDirectories(plan, directory);
    this.invocation = invocation;
    int parallel = plan.sweep().parallel();
    int all = Threads.of(plan.experiment());
    this.threads = parallel == 1 ? plan.experiment().threads() : Math.max(1, all / parallel);
    if (parallel > all) {
      LOG.warn("sweep.parallel: {} parallel trials use one thread each, but the setting threads allows {}", parallel,
          all);
    }
  }

  @Override
  public List<Double> others(TrialRun run) throws IOException {
    return directories.others(run);
  }

  @Override
  public double secondsBefore(TrialRun run) throws IOException {
    return directories.seconds(run);
  }

  @Override
  public double objective(TrialRun run, RunListener listener) throws IOException {
    return new TrialExperiment(run.config(plan, threads), plan.sweep().searched(), directories.of(run), invocation)
        .objective(listener);
  }
}
