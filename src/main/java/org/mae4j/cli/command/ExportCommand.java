package org.mae4j.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.output.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Exports the model of a run with the tensor names of the public PyTorch MAE.")
public final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, whose best checkpoint is exported, or a checkpoint in it.")
  private Path path;

  @Option(names = "--out", paramLabel = "FILE",
      description = "File to write; by default NAME.pytorch.safetensors in the folder of the checkpoint.")
  private Optional<Path> out = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    ExistingRun run = ExistingRun.at(path);
    Optional<Path> file = force.checked("--out", out, List.of(run.directory().path()));
    ModelExport.pyTorch(run, file.orElseGet(() -> ModelExport.besideCheckpoint(run)));
    return ExitCode.OK;
  }
}
