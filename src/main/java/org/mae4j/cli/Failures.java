package org.mae4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.backend.BackendException;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DamagedFileException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.UnnamablePath;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.base.text.ShellCommand;
import org.mae4j.base.text.WrappedText;
import org.mae4j.cli.output.LostReaderException;
import org.mae4j.config.extension.PluginFailure;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.StoppedRunException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports failures of a command: one line for mistakes of the user and failed runs, a stack trace for bugs, and nothing if
 * nobody reads the output anymore.
 */
final class Failures {
  private static final int INDENT = 2;

  private Failures() {}

  static int wrongUse(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> meant = WordOrder.corrected(command.getCommandSpec().root().commandLine(), List.of(args));
    if (meant.isPresent()) {
      print(err, "mae4j: the command comes first: " + meant.get());
      return ExitCode.USAGE;
    }
    print(err, "mae4j: " + (e instanceof UnmatchedArgumentException unmatched
        ? UnmatchedWord.problem(command, UnmatchedWord.misspelledSubcommand(command, List.of(args))
            .orElseGet(() -> unmatched.getUnmatched().get(0)))
        : e.getMessage()));
    print(err, "Try '" + helpCommand(command) + "'.");
    return ExitCode.USAGE;
  }

  private static String helpCommand(CommandLine command) {
    Stream<String> names = Stream.of(command.getCommandSpec().qualifiedName(" ").split(" ")).skip(1);
    return ShellCommand.mae4j(Stream.concat(names, Stream.of("--help")).toArray());
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof StoppedRunException stopped) {
      return stopped.exitCode();
    }
    if (e instanceof LostReaderException) {
      return LostReaderException.EXIT_CODE;
    }
    PrintWriter err = command.getErr();
    Optional<String> known = message(e);
    print(err, known.orElseGet(() -> bug(e)));
    if (known.isEmpty()) {
      e.printStackTrace(err);
    }
    boolean mistake =
        e instanceof UserException || e instanceof InvalidPathException || cause(e) instanceof DamagedFileException;
    return mistake ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  /** Returns the message of a failure that is no bug. */
  private static Optional<String> message(Exception e) {
    if (e instanceof UserException || e instanceof BackendException || e instanceof DeviceException) {
      return Optional.of(e.getMessage());
    } else if (e instanceof InvalidPathException unnamable) {
      return Optional.of("a file name " + UnnamablePath.problem(unnamable));
    } else if (e instanceof RunFailedException) {
      return Optional.of("the run failed: " + e.getMessage());
    } else if (e instanceof DamagedFileException) {
      return Optional.of(e.getMessage());
    } else if (e instanceof IOException failure) {
      return Optional.of("the run failed: " + IoMessage.of(failure));
    }
    return e instanceof UncheckedIOException ? message(cause(e)) : Optional.empty();
  }

  private static Exception cause(Exception e) {
    return e instanceof UncheckedIOException failure ? failure.getCause() : e;
  }

  private static String bug(Exception e) {
    Throwable root = root(e);
    return PluginFailure.thrower(root).map(plugin -> "the run failed because of a bug in the plugin " + plugin + ":")
        .or(() -> PluginFailure.caller(root)
            .map(plugin -> "the run failed in a call from the plugin " + plugin + "; check its arguments:"))
        .orElseGet(() -> "the run failed because of a bug in mae4j; please report it with the output of "
            + ShellCommand.mae4j("doctor") + ":");
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  /** Prints lines that break between words on a terminal, not within them. */
  private static void print(PrintWriter err, String message) {
    message.lines().forEach(line -> err.println(WrappedText.of(line, TerminalWidth.ofError(), INDENT)));
  }
}
