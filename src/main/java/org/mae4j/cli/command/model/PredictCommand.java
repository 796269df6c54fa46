package org.mae4j.cli.command.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.ModelArguments;
import org.mae4j.cli.output.PredictedImages;
import org.mae4j.cli.output.PredictionText;
import org.mae4j.cli.output.StandardOutput;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ImageClassifier;
import org.mae4j.library.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "predict", description = "Classifies images with a classifier of a run.")
public final class PredictCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private ModelArguments arguments;

  @Option(names = "--classifier", paramLabel = "NAME",
      description = "finetune, probe, scratch or knn; by default the first of these that the run has.")
  private Optional<String> classifier = Optional.empty();

  @Option(names = "--split", paramLabel = "SPLIT",
      description = "Classifies images of the run instead: train, validation or test.")
  private Optional<String> split = Optional.empty();

  @Option(names = "--top", paramLabel = "K", description = "Number of classes for each image; 1 by default.")
  private int top = 1;

  @Option(names = "--csv", paramLabel = "FILE", description = "CSV file to write; - for standard output.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "JSON file to write; - for standard output.")
  private Optional<Path> json = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    requireSense();
    boolean taken = StandardOutput.isNamed(csv) || StandardOutput.isNamed(json);
    requireWritable("--csv", csv);
    requireWritable("--json", json);
    PredictedImages predicted;
    try (StandardOutput out = StandardOutput.take()) {
      predicted = predict();
      if (csv.isPresent()) {
        out.write(csv.get(), predicted.csv());
      }
      if (json.isPresent()) {
        out.write(json.get(), predicted.json());
      }
    }
    if (!taken) {
      spec.commandLine().getOut().print(new PredictionText(predicted, TerminalWidth.ofOutput()));
      StandardOutput.flush(spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }

  private void requireSense() {
    if (top < 1) {
      throw new UserException("--top: must be at least 1, is " + top);
    }
    if (arguments.paths().isEmpty() && split.isEmpty()) {
      throw new UserException("name images or folders after MODEL, or a part of the run's data with --split");
    }
    if (!arguments.paths().isEmpty() && split.isPresent()) {
      throw new UserException("--split: cannot be combined with images or folders; remove one of them");
    }
    if (StandardOutput.isNamed(csv) && StandardOutput.isNamed(json)) {
      throw new UserException("--csv and --json: only one of them can be -, standard output");
    }
  }

  private void requireWritable(String option, Optional<Path> file) throws IOException {
    force.checked(option, StandardOutput.isNamed(file) ? Optional.empty() : file, arguments.inputs());
  }

  private PredictedImages predict() {
    try (ImageClassifier model = ImageClassifier.load(GpuOption.of(spec), arguments.model(), classifier,
        arguments.settings())) {
      Images images = split.map(model::split).orElseGet(arguments::images);
      int kept = Math.min(top, model.classNames().size());
      List<ClassPrediction> predictions = new ArrayList<>();
      try (Progress progress = Progress.start("predict", images.size())) {
        model.predict(images, prediction -> {
          predictions.add(new ClassPrediction(prediction.image(), prediction.classes().subList(0, kept)));
          progress.at(predictions.size(), model.title());
        });
      }
      return PredictedImages.of(model.title(), model.classNames(), kept, predictions);
    }
  }
}
