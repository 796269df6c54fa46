package org.mae4j.cli.command.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.cli.option.CommandInvocation;
import org.mae4j.cli.option.SettingsLast;
import org.mae4j.experiment.ModelImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "import",
    description = "Makes a run of the weights of facebookresearch/mae, Hugging Face's ViTMAE or timm's ViT.")
public final class ImportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "Weights, a safetensors file.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings of the run, such as data.source=cifar10; sizes of the model follow from the file.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--out", paramLabel = "RUN", required = true, description = "Run directory to create.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    SettingsLast.require(file, settings, "FILE");
    ModelImport.run(CommandInvocation.of(spec), file, out, settings);
    return ExitCode.OK;
  }
}
