package org.mae4j.cli.command.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.RunArguments;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "evaluate",
    description = "Measures the reconstructions of validation and test images by a run, or runs evaluations of plugins.")
public final class EvaluateCommand implements Callable<Integer> {
  @Mixin
  private RunArguments arguments;

  @Option(names = "--evaluation", paramLabel = "NAME",
      description = "Evaluation of a plugin to run instead; may be repeated.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    arguments.repeat(stages());
    return ExitCode.OK;
  }

  private List<Stage> stages() {
    return names.isEmpty() ? List.of(Stages.EVALUATE)
        : names.stream().<Stage>map(name -> Extensions.get(Evaluation.class, name)).toList();
  }
}
