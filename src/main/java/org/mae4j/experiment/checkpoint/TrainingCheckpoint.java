package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.EffectiveSettings;
import org.mae4j.config.load.RecordedSettings;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingState;
import org.mae4j.train.optimizer.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of an unfinished training. Its file holds the parameters and the state of the optimizer as tensors, and
 * this record and the settings of the training as metadata.
 *
 * @param state state of the training loop
 * @param best best epoch so far
 * @param rows number of rows of the stage in {@code metrics.csv}
 * @param seconds duration of the training so far, with validation, in seconds
 * @param stepSeconds duration of its steps, in seconds
 * @param cpuSeconds CPU time of the training so far, in seconds; NaN in a checkpoint of an older version
 */
public record TrainingCheckpoint(TrainingState state, BestEpoch.Found best, long rows, double seconds,
    double stepSeconds, double cpuSeconds) {
  private static final String VERSION = "1";
  private static final String CPU_SECONDS = "cpuSeconds";
  private static final String SETTING = "settings.";

  /**
   * Writes the checkpoint to {@code file}; the version before stays as a fallback.
   *
   * @throws RunFailedException if the file cannot be written
   */
  public void save(Path file, ExperimentConfig config, Parameters parameters, Optimizer optimizer) {
    SortedMap<String, String> metadata = new TreeMap<>(Map.of(
        "training", VERSION,
        "step", Long.toString(state.step()),
        "epoch", Integer.toString(state.epoch()),
        "lossSum", Double.toString(state.lossSum()),
        "lossCount", Integer.toString(state.lossCount()),
        "skipped", Integer.toString(state.skipped()),
        "bestEpoch", Integer.toString(best.epoch()),
        "bestValue", Double.toString(best.value()),
        "rows", Long.toString(rows)));
    metadata.put("seconds", Double.toString(seconds));
    metadata.put("stepSeconds", Double.toString(stepSeconds));
    metadata.put(CPU_SECONDS, Double.toString(cpuSeconds));
    EffectiveSettings.of(config).forEach((key, value) -> metadata.put(SETTING + key, value));
    try {
      TensorFiles.write(file, tensors(parameters, optimizer), metadata);
    } catch (CheckpointException e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  /**
   * Reads a checkpoint, and overwrites the parameters and the state of the optimizer with its tensors.
   *
   * @param warning receives a warning if the newest version is damaged and an older one is read
   * @throws CheckpointException if the file is damaged or has another version, other settings or another architecture
   */
  public static TrainingCheckpoint load(Path file, ExperimentConfig config, Parameters parameters, Optimizer optimizer,
      Consumer<String> warning) {
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning)) {
      TrainingCheckpoint checkpoint = read(tensors);
      requireSettings(tensors, EffectiveSettings.of(config));
      Map<String, INDArray> targets = tensors(parameters, optimizer);
      Map<String, long[]> shapes = new LinkedHashMap<>();
      targets.forEach((name, array) -> shapes.put(name, array.shape()));
      ShapeCheck.require(shapes, tensors);
      targets.forEach(tensors::readInto);
      return checkpoint;
    }
  }

  /**
   * Reads the metadata of a checkpoint. The whole file is read, so that damage is found.
   *
   * @throws CheckpointException if the file is damaged or has another version
   */
  public static TrainingCheckpoint peek(Path file) {
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning -> {})) {
      return read(tensors);
    }
  }

  private static TrainingCheckpoint read(TensorFile file) {
    String version = file.metadata().getOrDefault("training", "unknown");
    if (!version.equals(VERSION)) {
      throw new CheckpointException(file.file(), "the training checkpoint has version " + version
          + ", this program reads version " + VERSION);
    }
    try {
      TrainingState state = new TrainingState(number(file, "step", Long::valueOf),
          number(file, "epoch", Integer::valueOf), number(file, "lossSum", Double::valueOf),
          number(file, "lossCount", Integer::valueOf), number(file, "skipped", Integer::valueOf));
      return new TrainingCheckpoint(state,
          new BestEpoch.Found(number(file, "bestEpoch", Integer::valueOf), number(file, "bestValue", Double::valueOf)),
          number(file, "rows", Long::valueOf), number(file, "seconds", Double::valueOf),
          number(file, "stepSeconds", Double::valueOf),
          Double.parseDouble(file.metadata().getOrDefault(CPU_SECONDS, "NaN")));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file.file(),
          "its metadata is not that of a training checkpoint: " + e.getMessage());
    }
  }

  private static <T> T number(TensorFile file, String key, Function<String, T> parser) {
    return parser.apply(file.metadata().getOrDefault(key, "no " + key));
  }

  private static void requireSettings(TensorFile file, SortedMap<String, String> wanted) {
    Map<String, String> recorded = new TreeMap<>();
    file.metadata().forEach((key, value) -> {
      if (key.startsWith(SETTING)) {
        recorded.put(key.substring(SETTING.length()), value);
      }
    });
    Map<String, String> before = RecordedSettings.ofExperiment().completed(recorded, wanted.keySet());
    wanted.forEach((key, value) -> {
      String was = before.getOrDefault(key, "unknown");
      if (!was.equals(value)) {
        throw new CheckpointException(file.file(), "the training has other settings: " + key + " is " + was
            + ", expected " + value);
      }
    });
  }

  private static Map<String, INDArray> tensors(Parameters parameters, Optimizer optimizer) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    parameters.names().forEach(name -> tensors.put("parameters." + name, parameters.get(name)));
    tensors.putAll(optimizer.state());
    return tensors;
  }
}
