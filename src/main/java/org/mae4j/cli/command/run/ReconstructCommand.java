package org.mae4j.cli.command.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.CommandInvocation;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.ThreadsOption;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.output.ImageReconstruction;
import org.mae4j.experiment.stage.Stages;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "reconstruct", description = "Draws images and their reconstructions by the autoencoder of a run.")
public final class ReconstructCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, whose best checkpoint is used, or a checkpoint in it.")
  private Path path;

  @Parameters(index = "1..*", paramLabel = "IMAGE",
      description = "Image files of any size; by default validation images of the run.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE",
      description = "PNG file to write for IMAGEs; by default figures/own-images.png in the run directory, or "
          + "figures/own-attention.png with --attention.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--attention",
      description = "Draws what the encoder attends to in IMAGEs, instead of their reconstructions.")
  private boolean attention;

  @Option(names = "--set", paramLabel = "key=value",
      description = "A setting that takes precedence over the run, such as model.maskRatio=0.5; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    ExistingRun run = ExistingRun.at(path);
    if (images.isEmpty() && (out.isPresent() || attention)) {
      throw new UserException((attention ? "--attention" : "--out")
          + ": needs IMAGE files; without it, validation images are drawn to " + run.directory().reconstructions()
          + " and " + run.directory().attention());
    }
    Optional<Path> file = force.checkedPng("--out", out,
        Stream.concat(images.stream(), Stream.of(run.directory().path())).toList());
    ExperimentConfig config = run.config(threads.added(overrides));
    if (images.isEmpty()) {
      Experiment.repeat(CommandInvocation.of(spec), run, config,
          List.of(Stages.RECONSTRUCT));
    } else {
      draw(run, config, file);
    }
    return ExitCode.OK;
  }

  private void draw(ExistingRun run, ExperimentConfig config, Optional<Path> file) throws IOException {
    Path sheet =
        file.orElse(run.directory().figures().resolve(attention ? "own-attention.png" : "own-images.png"));
    // Read before the device is opened, which takes seconds.
    ImageReconstruction drawing = ImageReconstruction.read(run, config, images);
    GpuOption.of(spec).use(config.compute().precision(), device -> {
      Workers workers = Workers.of(config, device);
      if (attention) {
        drawing.attention(workers, sheet);
      } else {
        drawing.reconstruct(workers, sheet);
      }
      return sheet;
    });
  }
}
