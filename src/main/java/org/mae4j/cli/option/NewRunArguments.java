package org.mae4j.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mae4j.cli.option.pages.LivePages;
import org.mae4j.cli.option.pages.UiOption;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.stage.Stage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The arguments of a command that starts a run. */
public final class NewRunArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin
  private ExperimentArguments experiment;

  @Option(names = "--out", paramLabel = "DIR", description = "Run directory to create; by default runs/NAME-TIMESTAMP.")
  private Optional<Path> out = Optional.empty();

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private UiOption ui;

  /**
   * Starts a run.
   *
   * @param stages stages of the run under its configuration
   */
  public void start(Function<ExperimentConfig, List<Stage>> stages) throws IOException {
    ExperimentConfig config = experiment.load(ui.added(threads.added(List.of())));
    try (LivePages pages = ui.serve(config.ui(), out)) {
      pages.during(CommandInvocation.of(command),
          invocation -> Experiment.start(invocation, config, out, stages.apply(config)));
    }
  }
}
