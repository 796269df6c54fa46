package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ResumeFilter;
import org.mae4j.experiment.run.RunEvents;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.result.Results;

/**
 * A command that was interrupted after its last stage, before it wrote its end.
 *
 * @param config settings of the command
 */
record UnendedCommand(RunDirectory directory, ExperimentConfig config) {

  /** Returns whether the last command in a directory, whose stages are done, has written no end. */
  static boolean isIn(RunDirectory directory) throws IOException {
    return ProvenanceFile.last(directory.provenance()).filter(command -> command.ended().isEmpty()).isPresent();
  }

  /** Writes the end to the TensorBoard events, and then to the provenance: the time of the last stage. */
  void end() throws IOException {
    ResumeFilter all = ResumeFilter.of(directory, List.of());
    try (RunEvents events = RunEvents.open(directory, all, Stages.seenImages(config))) {
      events.started(config, RunExecutor.metrics(config));
      events.ended(Results.read(directory.results()), Stages.metrics());
    }
    ProvenanceFile.end(directory.provenance(), Files.getLastModifiedTime(directory.resumePlan()).toInstant());
  }
}
