package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.hocon.RecordedSettings;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.DecoderOnly;
import org.mae4j.data.PixelScale;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.provenance.ImportedFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files with the parameters of a model as tensors, and with its settings and training step as metadata. */
public final class ModelCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCheckpoint.class);

  /** Settings on which the shapes of parameters depend. */
  private static final List<String> SHAPING = List.of("model.patch", "model.encoder.", "model.positions",
      "model.classToken", "model.decoder");

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
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, LOG::warn)) {
      requireSame(tensors, parameters, names, model);
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
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning -> {})) {
      requireSame(tensors, parameters, parameters.names(), model);
    }
  }

  private static void requireSame(TensorFile tensors, Parameters parameters, Collection<String> names,
      ModelConfig model) {
    if (hasDecoder(names) && !hasDecoder(tensors.names())) {
      throw new CheckpointException(tensors.file(),
          "has no decoder, so it cannot reconstruct images; its encoder can be probed and fine-tuned");
    }
    Map<String, long[]> shapes = new LinkedHashMap<>();
    names.forEach(name -> shapes.put(name, parameters.get(name).shape()));
    Map<String, String> wanted = settings(model, parameters.scale());
    if (!ShapeCheck.differences(shapes, tensors).isEmpty()) {
      requireSame(tensors, SHAPING.stream().flatMap(prefix -> wanted.keySet().stream()
          .filter(key -> key.startsWith(prefix) && tensors.metadata().containsKey(key))), names, wanted,
          tensors.metadata());
    }
    ShapeCheck.require(shapes, tensors);
    requireSame(tensors, KnownKeys.of(ExperimentConfig.class).annotated(ChangesFunction.class).stream().sorted()
        .filter(wanted::containsKey), names, wanted,
        RecordedSettings.ofExperiment().completed(tensors.metadata(), wanted.keySet()));
  }

  /**
   * Returns whether a checkpoint has a decoder beside the encoder.
   *
   * @throws CheckpointException if the file is damaged
   */
  public static boolean hasDecoder(Path file) {
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning -> {})) {
      return hasDecoder(tensors.names());
    }
  }

  private static boolean hasDecoder(Collection<String> names) {
    return names.stream().anyMatch(name -> name.startsWith("decoder."));
  }

  /** Returns the settings of the model and of its input by their keys in an experiment. */
  private static SortedMap<String, String> settings(ModelConfig model, PixelScale scale) {
    SortedMap<String, String> settings = new TreeMap<>();
    ConfigRenderer.values(scale.config()).forEach((key, value) -> settings.put("data.normalize." + key, value));
    ConfigRenderer.values(model).forEach((key, value) -> settings.put("model." + key, value));
    return settings;
  }

  /** Compares the settings {@code keys}, apart from those of a decoder that is not among the tensors {@code names}. */
  private static void requireSame(TensorFile file, Stream<String> keys, Collection<String> names,
      Map<String, String> wanted, Map<String, String> recorded) {
    Set<String> unused =
        hasDecoder(names) ? Set.of() : KnownKeys.of(ExperimentConfig.class).annotated(DecoderOnly.class);
    List<String> differences = keys.filter(key -> !unused.contains(key) && !wanted.get(key).equals(recorded.get(key)))
        .map(key -> key + " = " + wanted.get(key) + ", but the model was trained with "
            + recorded.getOrDefault(key, "an unknown value"))
        .toList();
    if (!differences.isEmpty()) {
      throw new CheckpointException(file.file(), String.join("; ", differences)
          + (differences.size() == 1 ? "; it cannot change" : "; they cannot change"));
    }
  }
}
