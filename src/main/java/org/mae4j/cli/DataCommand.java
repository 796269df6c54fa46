package org.mae4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

@Command(name = "data", description = "Fetches data sets.", synopsisSubcommandLabel = "DATASET",
    subcommands = Cifar10Command.class)
final class DataCommand implements Runnable {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no data set was named");
  }
}
