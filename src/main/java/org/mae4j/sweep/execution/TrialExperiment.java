package org.mae4j.sweep.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunFailedException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.record.result.Results;
import org.mae4j.sweep.Objectives;

/**
 * The run of a candidate.
 *
 * @param figure key of {@code results.json} that the candidate is judged by
 * @param directory of the run, made unless it is there
 */
public record TrialExperiment(ExperimentConfig config, String figure, Path directory, Invocation invocation) {

  /**
   * Begins the run, or goes on with what an earlier process left in the directory, and returns the figure at its end.
   *
   * @throws RunFailedException if the run has no such figure, or failed
   */
  public double objective(RunObserver supervision) throws IOException {
    RunDirectory run = new RunDirectory(directory);
    if (Files.exists(run.agenda())) {
      Map<String, String> values = ConfigRenderer.values(config);
      Experiment.resume(invocation, directory,
          KnownKeys.of(ExperimentConfig.class).annotated(MachineSpecific.class).stream().filter(values::containsKey)
              .map(key -> key + "=" + values.get(key)).toList(), supervision);
    } else {
      // Stopped before anything was computed: nothing is there to go on with.
      FileUtils.deleteDirectory(directory.toFile());
      Experiment.start(invocation, config, Optional.of(directory), Objectives.stages(figure), supervision);
    }
    return Results.read(run.results()).number(figure)
        .orElseThrow(() -> new RunFailedException(run.results() + " has no " + figure));
  }
}
