package org.mae4j.cli.command.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.RunArguments;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "finetune",
    description = "Trains encoder and classifier together: from the encoder of a run, and from scratch.")
public final class FinetuneCommand implements Callable<Integer> {
  @Mixin
  private RunArguments arguments;

  @Override
  public Integer call() throws IOException {
    arguments.repeat(List.of(Stages.FINETUNE, Stages.SCRATCH));
    return ExitCode.OK;
  }
}
