package org.mae4j.cli.command.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.NewRunArguments;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "run",
    description = "Runs all stages: pre-training, evaluation, probes, fine-tuning and training from scratch.")
public final class RunCommand implements Callable<Integer> {
  @Mixin
  private NewRunArguments arguments;

  @Override
  public Integer call() throws IOException {
    arguments.start(Stages::of);
    return ExitCode.OK;
  }
}
