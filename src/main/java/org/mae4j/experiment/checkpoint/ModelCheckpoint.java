package org.mae4j.experiment.checkpoint;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.provenance.ImportedFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files with the parameters of a model as tensors, and with its settings and training step as metadata. */
public final class ModelCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCheckpoint.class);

  private ModelCheckpoint() {}

  /**
   * The moment of a training at which a model is saved.
   *
   * @param step number of optimizer steps done
   * @param epoch number of epochs done
   * @param metric name of the validation metric that selects the best epoch
   * @param value value of that metric
   */
  public record ValidatedStep(long step, int epoch, String metric, double value) {
    private Map<String, String> metadata() {
      return Map.of("step", Long.toString(step), "epoch", Integer.toString(epoch), metric, Double.toString(value));
    }
  }

  /**
   * Writes the parameters to {@code file}; the version before stays as a fallback.
   *
   * @throws RunFailedException if the file cannot be written
   */
  public static void save(Path file, Parameters parameters, ModelConfig model, ValidatedStep moment) {
    save(file, parameters, model, moment.metadata());
  }

  /**
   * Writes parameters that another program trained.
   *
   * @throws RunFailedException if the file cannot be written
   */
  public static void save(Path file, Parameters parameters, ModelConfig model, ImportedFile source) {
    save(file, parameters, model, CheckpointOrigin.metadata(source));
  }

  private static void save(Path file, Parameters parameters, ModelConfig model, Map<String, String> origin) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    parameters.names().forEach(name -> tensors.put(name, parameters.get(name)));
    SortedMap<String, String> metadata = new TreeMap<>(settings(model, parameters.scale()));
    metadata.putAll(origin);
    try {
      TensorFiles.write(file, tensors, metadata);
    } catch (CheckpointException e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  /**
   * Overwrites all parameters with the tensors of a checkpoint.
   *
   * @return where the parameters are from
   * @throws CheckpointException if the file is damaged or has another architecture
   */
  public static CheckpointOrigin load(Path file, Parameters parameters, ModelConfig model) {
    return load(file, parameters, name -> true, model);
  }

  /**
   * Overwrites the parameters whose names are {@code wanted} with the tensors of a checkpoint.
   *
   * @return where the parameters are from
   * @throws CheckpointException if the file is damaged or has another architecture
   */
  public static CheckpointOrigin load(Path file, Parameters parameters, Predicate<String> wanted,
      ModelConfig model) {
    List<String> names = parameters.names().stream().filter(wanted).toList();
    try (TensorFile tensors = open(file, LOG::warn)) {
      new ModelMatch(tensors, names, settings(model, parameters.scale())).require(parameters);
      names.forEach(name -> tensors.readInto(name, parameters.get(name)));
      return new CheckpointOrigin(file, tensors.digest().orElseThrow(), tensors.metadata());
    }
  }

  /**
   * Checks that {@link #load} can read all {@code parameters} from a checkpoint.
   *
   * @throws CheckpointException if the file is damaged or has another architecture
   */
  public static void requireLoadable(Path file, Parameters parameters, ModelConfig model) {
    try (TensorFile tensors = open(file, warning -> {})) {
      new ModelMatch(tensors, parameters.names(), settings(model, parameters.scale())).require(parameters);
    }
  }

  /**
   * Returns whether a checkpoint has a decoder beside the encoder.
   *
   * @throws CheckpointException if the file is damaged
   */
  public static boolean hasDecoder(Path file) {
    try (TensorFile tensors = open(file, warning -> {})) {
      return ModelMatch.hasDecoder(tensors.names());
    }
  }

  private static TensorFile open(Path file, Consumer<String> warning) {
    try {
      return TensorFiles.openOrPrevious(file, warning);
    } catch (CheckpointException e) {
      throw e.getCause() instanceof NoSuchFileException
          ? new CheckpointException(file,
              "no such checkpoint; resume the run if it was interrupted, or name another checkpoint")
          : e;
    }
  }

  /** Returns the settings of the model and of its input by their keys in an experiment. */
  private static SortedMap<String, String> settings(ModelConfig model, PixelScale scale) {
    SortedMap<String, String> settings = new TreeMap<>();
    ConfigRenderer.values(scale.config()).forEach((key, value) -> settings.put("data.normalize." + key, value));
    ConfigRenderer.values(model).forEach((key, value) -> settings.put("model." + key, value));
    return settings;
  }
}
