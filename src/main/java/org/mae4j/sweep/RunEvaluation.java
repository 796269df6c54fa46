package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.mae4j.config.SweepPlan;
import org.mae4j.report.Results;
import org.mae4j.run.Experiment;
import org.mae4j.run.Invocation;
import org.mae4j.run.RunDirectory;
import org.mae4j.run.RunFailedException;
import org.mae4j.run.Supervision;

/** Evaluates a candidate by a run in a directory of its own. */
record RunEvaluation(SweepPlan plan, SweepDirectory directory, Invocation invocation) implements Evaluation {

  @Override
  public double objective(Trial trial, Supervision supervision) throws IOException {
    RunDirectory run = new RunDirectory(path(trial));
    String objective = plan.sweep().objective();
    int threads = ThreadShare.of(plan);
    if (Files.exists(run.agenda())) {
      Experiment.resume(invocation, run.path(), List.of("threads=" + threads), supervision);
    } else {
      // Stopped before anything was computed: nothing is there to go on with.
      FileUtils.deleteDirectory(run.path().toFile());
      Experiment.start(invocation, trial.config(plan, threads), Optional.of(run.path()), Objectives.stages(objective),
          supervision);
    }
    return Results.read(run.results()).number(objective)
        .orElseThrow(() -> new RunFailedException(run.results() + " has no " + objective));
  }

  private Path path(Trial trial) {
    return directory.run(trial.candidate(), trial.repetition(), plan.sweep().repeat());
  }
}
