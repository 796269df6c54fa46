package org.mae4j.sweep.execution;

import java.io.IOException;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.sweep.SweepDirectory;
import org.mae4j.sweep.plan.SweepPlan;

/** Evaluates a candidate by a run in a directory of its own. */
public record LocalTrialEvaluator(SweepPlan plan, SweepDirectory directory, Invocation invocation) implements TrialEvaluator {

  @Override
  public double objective(TrialRun trial, RunObserver supervision) throws IOException {
    return new TrialExperiment(trial.config(plan, ThreadShare.of(plan)), plan.sweep().objective(),
        directory.run(trial.candidate(), trial.repetition(), plan.sweep().repeat()), invocation).objective(supervision);
  }
}
