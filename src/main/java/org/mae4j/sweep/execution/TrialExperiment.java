package org.mae4j.sweep.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.objective.Objectives;
import org.mae4j.sweep.objective.SweepObjective;

/**
 * A run of a trial in this process.
 *
 * @param objectives at least one
 * @param directory of the run; created if absent
 */
public record TrialExperiment(ExperimentConfig config, List<SweepObjective> objectives, Path directory,
    Invocation invocation) {

  /**
   * Starts the run, or resumes it if the directory contains an interrupted run, and returns its first objective.
   *
   * @throws RunFailedException if the run failed or its results lack that objective
   */
  public double objective(RunListener listener) throws IOException {
    RunDirectory run = new RunDirectory(directory);
    if (Files.exists(run.resumePlan())) {
      Map<String, String> values = ConfigRenderer.values(config);
      Experiment.resume(invocation.observedBy(listener), directory,
          KnownKeys.of(ExperimentConfig.class).annotated(MachineSpecific.class).stream().filter(values::containsKey)
              .map(key -> key + "=" + values.get(key)).toList());
    } else {
      // A run that was stopped before its resume plan was written has no results to keep.
      FileUtils.deleteDirectory(directory.toFile());
      Experiment.start(invocation.observedBy(listener), config, Optional.of(directory),
          Objectives.stages(objectives));
    }
    return objectives.get(0).read(run);
  }
}
