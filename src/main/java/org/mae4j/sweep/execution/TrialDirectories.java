package org.mae4j.sweep.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.record.log.SystemLog;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.plan.SweepPlan;

/** The directories of the runs of a sweep, and what is read from their files. */
record TrialDirectories(SweepPlan plan, SweepDirectory directory) {

  /** Returns the directory of a run; it may not exist. */
  Path of(TrialRun run) {
    return directory.run(run.trial(), run.repetition(), plan.sweep().repeat());
  }

  /**
   * Returns the values of the objectives beside the first of a run that finished.
   *
   * @throws RunFailedException if the files of the run do not have one of them
   */
  List<Double> others(TrialRun run) throws IOException {
    List<SweepObjective> objectives = plan.sweep().searched();
    List<Double> values = new ArrayList<>();
    for (SweepObjective objective : objectives.subList(1, objectives.size())) {
      values.add(objective.read(new RunDirectory(of(run))));
    }
    return values;
  }

  /** Returns the seconds that a run has taken so far; 0 if it has not started. */
  double seconds(TrialRun run) throws IOException {
    return SystemLog.seconds(new RunDirectory(of(run)).system());
  }
}
