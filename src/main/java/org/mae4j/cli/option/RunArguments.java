package org.mae4j.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.Evaluation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** An existing run and settings that take precedence over its configuration. */
public final class RunArguments {
  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, whose best checkpoint is used, or a checkpoint in it.")
  private Path path;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that take precedence over the run, such as probe.epochs=200.")
  private List<String> overrides = new ArrayList<>();

  /**
   * Repeats stages of the run.
   *
   * @param more settings {@code key=value} that take precedence over all others
   */
  public void repeat(CommandSpec command, List<String> more, List<Evaluation> stages) throws IOException {
    Invocation invocation = CommandInvocation.of(command);
    ExistingRun run = ExistingRun.at(path);
    ExperimentConfig config = run.config(Stream.concat(overrides.stream(), more.stream()).toList());
    try (UiOption.Pages pages = UiOption.serve(config.ui(), Optional.of(run.directory().path()))) {
      Experiment.repeat(invocation, run, config, stages);
    }
  }
}
