package org.mae4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: reads what the user asks for and hands it on. */
@Command(
    name = "mae4j",
    description = "Masked autoencoders for image classification, from one configuration file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a run failed", "2:wrong use, configuration or data"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class, PretrainCommand.class, EvaluateCommand.class, ReconstructCommand.class, ProbeCommand.class,
      FinetuneCommand.class, ExportCommand.class, SummaryCommand.class, DataCommand.class
    })
public final class Mae4j implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  private Mae4j() {}

  /** Does what the words of a command line ask for; returns the exit code. */
  public static int execute(String... args) {
    return new CommandLine(new Mae4j())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::wrongUse)
        .setExecutionExceptionHandler(Failures::failed)
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command was given");
  }
}
