package org.mae4j.cli.command.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.cli.output.StandardOutput;
import org.mae4j.sweep.SweepFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "export", description = "Prints the ranking of a running, interrupted or complete sweep for "
    + "other programs.")
final class SweepExportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the sweep.")
  private Path directory;

  /** Required although it is the only format, so that scripts keep working when a format is added. */
  @Option(names = "--csv", required = true, description = "As CSV (RFC 4180), one line per trial, the best first.")
  @SuppressWarnings("UnusedVariable")
  private boolean csv;

  @Option(names = "--curve", paramLabel = "METRIC",
      description = "Also this metric of metrics.csv after each epoch, such as finetune.val.accuracy, and the CPU "
          + "seconds of each training.")
  private Optional<String> curve = Optional.empty();

  @Override
  public Integer call() throws IOException {
    SweepFiles files = SweepFiles.read(directory);
    spec.commandLine().getOut().print(curve.isPresent() ? files.csv(curve.get()) : files.csv());
    StandardOutput.flush(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
