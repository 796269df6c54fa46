package org.mae4j.cli.command.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.sweep.SweepFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Prints the ranking of a running, interrupted or complete sweep.")
final class SweepShowCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the sweep.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(SweepFiles.read(directory).text(TerminalWidth.ofOutput()));
    return ExitCode.OK;
  }
}
