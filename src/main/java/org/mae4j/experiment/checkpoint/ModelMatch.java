package org.mae4j.experiment.checkpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.load.RecordedSettings;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.DecoderOnly;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.layer.Parameters;

/**
 * Checks that a checkpoint has the model that is to be read from it.
 *
 * @param names names of the tensors to read
 * @param wanted settings of the model by their keys in an experiment
 */
record ModelMatch(TensorFile file, Collection<String> names, Map<String, String> wanted) {
  /** Settings on which the shapes of parameters depend. */
  private static final List<String> SHAPING = List.of("model.patch", "model.encoder.", "model.positions",
      "model.classToken", "model.decoder");

  /** @throws CheckpointException if the checkpoint has another architecture */
  void require(Parameters parameters) {
    if (file.names().contains(FeatureClassifierFile.WEIGHT) || file.names().contains(FeatureClassifierFile.FEATURES)) {
      throw new CheckpointException(file.file(),
          "has a classifier of features and no encoder; name the run directory or the checkpoint of an encoder");
    }
    if (hasDecoder(names) && !hasDecoder(file.names())) {
      throw new CheckpointException(file.file(),
          "has no decoder, so it cannot reconstruct images; its encoder can be probed and fine-tuned");
    }
    Map<String, long[]> shapes = new LinkedHashMap<>();
    names.forEach(name -> shapes.put(name, parameters.get(name).shape()));
    if (!ShapeCheck.differences(shapes, file).isEmpty()) {
      requireSame(SHAPING.stream().flatMap(prefix -> wanted.keySet().stream()
          .filter(key -> key.startsWith(prefix) && file.metadata().containsKey(key))), file.metadata());
    }
    ShapeCheck.require(shapes, file);
    requireSame(KnownKeys.of(ExperimentConfig.class).annotated(ChangesFunction.class).stream().sorted()
        .filter(wanted::containsKey), RecordedSettings.ofExperiment().completed(file.metadata(), wanted.keySet()));
  }

  static boolean hasDecoder(Collection<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(Decoder.PREFIX));
  }

  /** Compares the settings {@code keys}, apart from those of a decoder that is not to be read. */
  private void requireSame(Stream<String> keys, Map<String, String> recorded) {
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
