package org.mae4j.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.RunArguments;
import org.mae4j.cli.option.ThreadsOption;
import org.mae4j.experiment.stage.Evaluations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", description = "Measures a run's reconstructions on validation and test images.")
public final class EvaluateCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private RunArguments arguments;

  @Mixin
  private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    arguments.repeat(spec, threads.added(List.of()), List.of(Evaluations.EVALUATE));
    return ExitCode.OK;
  }
}
