package org.mae4j.cli.command.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.Version;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.output.ModelExport;
import org.mae4j.experiment.output.OnnxModelExport;
import org.mae4j.experiment.output.OnnxPart;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Exports the model of a run for other programs.")
public final class ExportCommand implements Callable<Integer> {
  /** The format of the exported file. */
  private enum ExportFormat { PYTORCH, ONNX }

  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, whose best checkpoint is exported, or a checkpoint in it.")
  private Path path;

  @Option(names = "--format", paramLabel = "FORMAT",
      description = "pytorch: the tensor names of the public PyTorch MAE, the default; onnx: a graph for ONNX Runtime.")
  private ExportFormat format = ExportFormat.PYTORCH;

  @Option(names = "--part", paramLabel = "PART",
      description = "Part of the model for --format onnx: encoder, the default, classifier or autoencoder.")
  private Optional<OnnxPart> part = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE",
      description = "File to write; by default NAME.pytorch.safetensors or NAME.PART.onnx in the folder of the "
          + "checkpoint.")
  private Optional<Path> out = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    if (format == ExportFormat.PYTORCH && part.isPresent()) {
      throw new UserException("--part: needs --format onnx; the PyTorch format has all that the checkpoint has");
    }
    ExistingRun run = ExistingRun.at(path);
    Optional<Path> file = force.checked("--out", out, List.of(run.directory().path()));
    if (format == ExportFormat.ONNX) {
      OnnxModelExport export = OnnxModelExport.of(path, part.orElse(OnnxPart.ENCODER));
      export.write(file.orElseGet(export::besideCheckpoint), Version.number());
    } else {
      ModelExport.pyTorch(run, file.orElseGet(() -> ModelExport.besideCheckpoint(run)));
    }
    return ExitCode.OK;
  }
}
