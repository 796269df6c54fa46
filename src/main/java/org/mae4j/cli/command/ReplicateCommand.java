package org.mae4j.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.option.CommandInvocation;
import org.mae4j.cli.option.SettingsLast;
import org.mae4j.cli.option.ThreadsOption;
import org.mae4j.replication.Comparison;
import org.mae4j.replication.Replication;
import org.mae4j.replication.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "replicate",
    description = "Runs a recorded run or sweep again, or its first part, and compares all metrics with the recorded ones.")
public final class ReplicateCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR",
      description = "Directory of the record, such as experiments/quickstart; it is only read.")
  private Path path;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings of this machine that take precedence over the record, such as data.dir=DIRECTORY.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--fraction", paramLabel = "F", defaultValue = "1",
      description = "Part to run, in (0, 1]: of the epochs of pre-training, with the recorded schedule, or of the trials of "
          + "a sweep.")
  private double fraction;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Directory of the replica to create; by default runs/NAME-replica-TIMESTAMP.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--resume", description = "Resumes the interrupted replica in --out.")
  private boolean resume;

  @Mixin
  private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    SettingsLast.require(path, settings, "DIR");
    Replication replication =
        new Replication(CommandInvocation.of(spec), out, fraction, resume, threads.added(settings));
    Comparison comparison = Study.at(path).replicate(replication);
    spec.commandLine().getOut().println("\n" + comparison.text(TerminalWidth.ofOutput()));
    return comparison.succeeded() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
