package org.mae4j.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.base.EnumNames;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.experiment.directory.CheckpointFolder;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageOverrides;

/**
 * A classifier that a run saved.
 *
 * @param file checkpoint of the network, or file of the classifier on frozen features
 */
public record ClassifierFile(ExistingRun run, ClassifierKind kind, Path file) {
  /**
   * Finds a classifier.
   *
   * @param model run directory, or a file of a classifier in its folder of checkpoints
   * @param wanted name of a {@link ClassifierKind}; by default the fine-tuned network, or else the linear probe
   * @throws UserException if there is none
   */
  public static ClassifierFile find(Path model, Optional<String> wanted) {
    Optional<ClassifierKind> kind = wanted.map(ClassifierKind::named);
    ExistingRun run = ExistingRun.at(model);
    if (!Files.isRegularFile(model)) {
      return inRun(run, kind);
    }
    ClassifierKind found = kindOf(model);
    if (kind.isPresent() && kind.get() != found) {
      throw new UserException(model + ": is the file of another classifier than '" + wanted.get()
          + "'; name the run directory instead");
    }
    return new ClassifierFile(run, found, model);
  }

  private static ClassifierFile inRun(ExistingRun run, Optional<ClassifierKind> wanted) {
    RunDirectory directory = run.directory();
    ClassifierKind kind = wanted.or(() -> Arrays.stream(ClassifierKind.values())
        .filter(each -> TensorFiles.exists(each.file(directory))).findFirst()).orElseThrow(() -> new UserException(
            directory.path() + ": has no classifier; resume the run if it was interrupted, or make one with "
                + commands(directory, ClassifierKind.PROBE.command(), ClassifierKind.FINETUNE.command())));
    if (!TensorFiles.exists(kind.file(directory))) {
      throw new UserException(directory.path() + ": has no " + kind.file(directory).getFileName() + ", the "
          + kind.title() + "; make it with " + commands(directory, kind.command()));
    }
    return new ClassifierFile(run, kind, kind.file(directory));
  }

  private static String commands(RunDirectory directory, String... names) {
    return String.join(" or ", Stream.of(names).map(name -> PluginCommand.of(name, directory.path())).toList());
  }

  /** Returns the kind of a file, by the names of its tensors. */
  private static ClassifierKind kindOf(Path file) {
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning -> {})) {
      Set<String> names = tensors.names();
      if (names.contains(FeatureClassifierFile.WEIGHT)) {
        return ClassifierKind.PROBE;
      } else if (names.contains(FeatureClassifierFile.FEATURES)) {
        return ClassifierKind.KNN;
      } else if (names.contains(LoadedClassifier.WEIGHT)) {
        boolean scratch = file.getFileName().toString().startsWith(EnumNames.of(ClassifierKind.SCRATCH));
        return scratch ? ClassifierKind.SCRATCH : ClassifierKind.FINETUNE;
      }
    }
    throw new UserException(file + ": has no classifier; name a run directory, or a file of a classifier in its folder "
        + CheckpointFolder.NAME);
  }

  /**
   * Returns the configuration of the classifier: that of the run with the settings that its stage had instead.
   *
   * @param overrides settings {@code key=value} that take precedence
   */
  public ExperimentConfig config(List<String> overrides) {
    Stream<String> ofStage =
        StageOverrides.in(results()).getOrDefault(kind.stage(), new TreeMap<>()).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue());
    return run.config(Stream.concat(ofStage, overrides.stream()).toList());
  }

  /** Returns the names of the first {@code count} classes that the classifier knows. */
  public List<String> classNames(int count) {
    return results().classNames(kind.group(), count);
  }

  /** Returns the metrics of the run. */
  private Results results() {
    try {
      return Results.read(run.directory().results());
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e), e);
    }
  }
}
