package org.mae4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.mae4j.backend.BackendException;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.IoMessage;
import org.mae4j.base.ShellCommand;
import org.mae4j.base.UnnamablePath;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.StoppedRunException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports failures of a command: one line for mistakes of the user and failed runs, a stack trace for bugs. */
final class Failures {
  private Failures() {}

  static int wrongUse(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> meant = WordOrder.corrected(command.getCommandSpec().root().commandLine(), List.of(args));
    if (meant.isPresent()) {
      err.println("mae4j: the command comes first: " + meant.get());
      return ExitCode.USAGE;
    }
    err.println("mae4j: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof StoppedRunException stopped) {
      return stopped.exitCode();
    }
    if (e instanceof UserException) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof InvalidPathException unnamable) {
      err.println("a file name " + UnnamablePath.problem(unnamable));
      return ExitCode.USAGE;
    }
    if (e instanceof BackendException || e instanceof DeviceException) {
      err.println(e.getMessage());
    } else if (e instanceof RunFailedException) {
      err.println("the run failed: " + e.getMessage());
    } else if (e instanceof IOException failure) {
      err.println("the run failed: " + IoMessage.of(failure));
    } else if (e instanceof UncheckedIOException failure) {
      err.println("the run failed: " + IoMessage.of(failure.getCause()));
    } else {
      err.println("the run failed because of a bug in " + Extensions.thrower(root(e))
          .map(plugin -> "the plugin " + plugin + ":")
          .orElseGet(() -> "mae4j; please report it with the output of " + ShellCommand.mae4j("doctor") + ":"));
      e.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
