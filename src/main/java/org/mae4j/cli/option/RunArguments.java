package org.mae4j.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.cli.option.pages.LivePages;
import org.mae4j.cli.option.pages.UiOption;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.stage.Stage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments of a command that repeats stages of a run: the run, and settings that take precedence over its own. */
public final class RunArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, whose best checkpoint is used, or a checkpoint in it.")
  private Path path;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that take precedence over the run, such as probe.epochs=200.")
  private List<String> overrides = new ArrayList<>();

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private UiOption ui;

  /** Repeats stages of the run. */
  public void repeat(List<Stage> stages) throws IOException {
    SettingsLast.require(path, overrides, "RUN");
    ExistingRun run = ExistingRun.at(path);
    ExperimentConfig config = run.config(ui.added(threads.added(overrides)));
    try (LivePages pages = ui.serve(config.ui(), Optional.of(run.directory().path()))) {
      pages.during(CommandInvocation.of(command), invocation -> Experiment.repeat(invocation, run, config, stages));
    }
  }
}
