package org.mae4j.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

@Command(name = "data", description = "Fetches data sets.", synopsisSubcommandLabel = "DATASET",
    subcommands = Cifar10Command.class)
public final class DataCommand implements Runnable {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no data set was named");
  }
}
