package org.mae4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "report", description = "Writes a page of a run, or one that compares several.")
final class ReportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run directories; running ones as far as they are.")
  private List<Path> runs;

  @Option(names = "--out", paramLabel = "FILE",
      description = "File to write; by default report.html in the RUN, and comparison.html here for several.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(RunReport.write(runs, out));
    return ExitCode.OK;
  }
}
