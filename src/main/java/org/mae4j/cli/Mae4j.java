package org.mae4j.cli;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.backend.Backend;
import org.mae4j.backend.BackendException;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.UserException;
import org.mae4j.cli.command.BenchCommand;
import org.mae4j.cli.command.DataCommand;
import org.mae4j.cli.command.DoctorCommand;
import org.mae4j.cli.command.ReplicateCommand;
import org.mae4j.cli.command.ReportCommand;
import org.mae4j.cli.command.SummaryCommand;
import org.mae4j.cli.command.UiCommand;
import org.mae4j.cli.command.model.EmbedCommand;
import org.mae4j.cli.command.model.ExportCommand;
import org.mae4j.cli.command.model.ImportCommand;
import org.mae4j.cli.command.model.PredictCommand;
import org.mae4j.cli.command.model.SearchCommand;
import org.mae4j.cli.command.run.EvaluateCommand;
import org.mae4j.cli.command.run.FinetuneCommand;
import org.mae4j.cli.command.run.PretrainCommand;
import org.mae4j.cli.command.run.ProbeCommand;
import org.mae4j.cli.command.run.ReconstructCommand;
import org.mae4j.cli.command.run.ResumeCommand;
import org.mae4j.cli.command.run.RunCommand;
import org.mae4j.cli.command.run.ScratchCommand;
import org.mae4j.cli.command.sweep.SweepCommand;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.PluginsOption;
import org.mae4j.cli.option.Version;
import org.mae4j.config.extension.Extensions;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the program. */
@Command(
    name = "mae4j",
    description = "Trains and evaluates masked autoencoders for images, from one configuration file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    sortOptions = false,
    footer = {"", "./mae4j --cuda COMMAND computes on an older Nvidia GPU by ND4J."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:the run failed, or a replica lacks the promised bits",
        "2:wrong use, configuration or data", "130:stopped by Ctrl-C",
        "141:the program that reads the output ended", "143:stopped by SIGTERM"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
        RunCommand.class, PretrainCommand.class, ResumeCommand.class, EvaluateCommand.class, ReconstructCommand.class,
        ProbeCommand.class, FinetuneCommand.class, ScratchCommand.class, PredictCommand.class, EmbedCommand.class,
        SearchCommand.class, SweepCommand.class, ReplicateCommand.class, UiCommand.class, ExportCommand.class,
        ImportCommand.class,
        ReportCommand.class, SummaryCommand.class, BenchCommand.class, DataCommand.class, DoctorCommand.class
    })
public final class Mae4j implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin
  private PluginsOption plugins;

  @CommandLine.Mixin(name = GpuOption.NAME)
  private GpuOption gpu;

  private Mae4j() {}

  /**
   * Runs a command.
   *
   * @param args words of the command line
   * @return exit code
   */
  public static int execute(String... args) {
    return commandLine().execute(withHelpOption(args));
  }

  /** Returns {@code COMMAND --help} for {@code help COMMAND}. */
  private static String[] withHelpOption(String... args) {
    boolean asks = args.length > 0 && args[0].equals("help");
    return asks ? Stream.concat(Stream.of(args).skip(1), Stream.of("--help")).toArray(String[]::new) : args;
  }

  /** Returns the program with all of its commands. */
  static CommandLine commandLine() {
    Mae4j program = new Mae4j();
    CommandLine commandLine = new CommandLine(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::wrongUse)
        .setExecutionExceptionHandler(Failures::failed)
        .setExecutionStrategy(program::runCommand);
    HelpLines.fit(commandLine);
    return commandLine;
  }

  /** Commands that do not compute, or check the backend themselves. */
  private static final List<Class<?>> WITHOUT_BACKEND = List.of(DoctorCommand.class, UiCommand.class);

  /** Loads plugins and checks the backend before it runs a command. */
  private int runCommand(CommandLine.ParseResult parsed) {
    CommandLine command = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
    if (!parsed.unmatched().isEmpty()) {
      // With --help, picocli ignores a command that does not exist.
      throw new CommandLine.UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
    }
    if (!command.isUsageHelpRequested() && !command.isVersionHelpRequested()) {
      try {
        plugins.load();
        if (!WITHOUT_BACKEND.contains(command.getCommandSpec().userObject().getClass())) {
          Backend.require();
          gpu.require();
        }
      } catch (BackendException | DeviceException | UserException e) {
        throw new CommandLine.ExecutionException(command, e.getMessage(), e);
      }
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (LinkageError e) {
      if (Extensions.plugins().isEmpty()) {
        throw e;
      }
      UserException mismatch = new UserException("--plugins: a jar does not fit this version of mae4j, or a class is "
          + "missing; compile it against this version (" + e + ")", e);
      throw new CommandLine.ExecutionException(command, mismatch.getMessage(), mismatch);
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }
}
