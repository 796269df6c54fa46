package org.mae4j.cli.command.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.RunArguments;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "probe",
    description = "Evaluates the frozen features of a run: linear probe, its controls, and nearest neighbors.")
public final class ProbeCommand implements Callable<Integer> {
  @Mixin
  private RunArguments arguments;

  @Override
  public Integer call() throws IOException {
    arguments.repeat(List.of(Stages.PROBE));
    return ExitCode.OK;
  }
}
