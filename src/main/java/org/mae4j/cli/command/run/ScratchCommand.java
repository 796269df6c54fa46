package org.mae4j.cli.command.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.NewRunArguments;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "scratch",
    description = "Trains encoder and classifier from scratch, without pre-training.")
public final class ScratchCommand implements Callable<Integer> {
  @Mixin
  private NewRunArguments arguments;

  @Override
  public Integer call() throws IOException {
    arguments.start(config -> List.of(Stages.SCRATCH));
    return ExitCode.OK;
  }
}
