package org.mae4j.sweep;

import java.io.IOException;
import org.mae4j.config.SweepPlan;
import org.mae4j.run.Invocation;
import org.mae4j.run.Supervision;

/** Evaluates a candidate by a run in a directory of its own. */
record RunEvaluation(SweepPlan plan, SweepDirectory directory, Invocation invocation) implements Evaluation {

  @Override
  public double objective(Trial trial, Supervision supervision) throws IOException {
    return new CandidateRun(trial.config(plan, ThreadShare.of(plan)), plan.sweep().objective(),
        directory.run(trial.candidate(), trial.repetition(), plan.sweep().repeat()), invocation).objective(supervision);
  }
}
