package org.mae4j.cli.command.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.CommandInvocation;
import org.mae4j.cli.option.ThreadsOption;
import org.mae4j.cli.option.pages.LivePages;
import org.mae4j.cli.option.pages.UiOption;
import org.mae4j.config.UiConfig;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.sweep.SweepFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "resume",
    description = "Resumes an interrupted run; the results are bit-identical to an uninterrupted one.")
public final class ResumeCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run directory.")
  private Path path;

  @Parameters(index = "1..*", hidden = true)
  private List<String> more = new ArrayList<>();

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private UiOption ui;

  @Override
  public Integer call() throws IOException {
    if (!more.isEmpty()) {
      throw new UserException(more.get(0) + ": " + (more.get(0).contains("=")
          ? "resume takes no settings; a run continues with those that it began with" : "resume takes one run"));
    }
    if (SweepFiles.isAt(path)) {
      throw new UserException(path + ": is a sweep; resume it with "
          + PluginCommand.of("sweep", "CONF", "--out", path, "--resume"));
    }
    List<String> overrides = ui.added(threads.added(List.of()));
    UiConfig config = ExistingRun.at(path).config(overrides).ui();
    try (LivePages pages = ui.serve(config, Optional.of(path))) {
      pages.during(CommandInvocation.of(spec), invocation -> Experiment.resume(invocation, path, overrides));
    }
    return ExitCode.OK;
  }
}
