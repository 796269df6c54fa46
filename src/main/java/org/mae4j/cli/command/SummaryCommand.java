package org.mae4j.cli.command;

import java.util.concurrent.Callable;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.option.ExperimentArguments;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.data.ModelDescription;
import org.mae4j.experiment.stage.LabelNeeds;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "summary",
    description = "Prints the layers of the models of a configuration, their sizes, and the operations and the memory of a run.")
public final class SummaryCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private ExperimentArguments experiment;

  @Override
  public Integer call() {
    ExperimentConfig config = experiment.load();
    spec.commandLine().getOut().println(ModelDescription.of(config,
        LabelNeeds.possible(config, Stages.of(config)), TerminalWidth.ofOutput()));
    return ExitCode.OK;
  }
}
