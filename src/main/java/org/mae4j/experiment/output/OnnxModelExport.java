package org.mae4j.experiment.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.onnx.OnnxExport;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.checkpoint.ClassifierFile;
import org.mae4j.experiment.checkpoint.ClassifierParameters;
import org.mae4j.experiment.checkpoint.LoadedParameters;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports a part of the model of a run as an ONNX file.
 *
 * @param classifier the classifier, if it is the part
 * @param checkpoint file that has the part
 * @param parameters loads the part
 */
public record OnnxModelExport(Optional<ClassifierFile> classifier, OnnxPart part, Path checkpoint,
    ExperimentConfig config, PartLoader parameters) {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModelExport.class);

  /** Loads the parameters of a part. */
  @FunctionalInterface
  public interface PartLoader {
    Parameters load();
  }

  /**
   * Returns the export of a part of a model.
   *
   * @param model run directory, whose best checkpoint for the part is used, or a checkpoint in it
   * @throws UserException if there is no run, or no checkpoint of that part
   */
  public static OnnxModelExport of(Path model, OnnxPart part) {
    if (part == OnnxPart.CLASSIFIER) {
      ClassifierFile file = ClassifierFile.find(model, Optional.empty());
      ExperimentConfig config = file.config(List.of());
      return new OnnxModelExport(Optional.of(file), part, file.file(), config,
          () -> ClassifierParameters.load(file, config));
    }
    ExistingRun run = ExistingRun.at(model);
    ExperimentConfig config = run.config(List.of());
    return new OnnxModelExport(Optional.empty(), part, run.checkpoint(), config, () -> pretrained(run, part, config));
  }

  private static Parameters pretrained(ExistingRun run, OnnxPart part, ExperimentConfig config) {
    boolean decoder = part == OnnxPart.AUTOENCODER;
    if (decoder && !ModelCheckpoint.hasDecoder(run.checkpoint())) {
      throw new UserException(
          run.checkpoint() + ": has no decoder; name a checkpoint of pre-training or another --part");
    }
    return LoadedParameters.of(run.checkpoint(), config,
        () -> ParameterInitializer.pretrained(config, config.data().image(), decoder)).parameters();
  }

  /** Returns the default file, in the folder of the checkpoint. */
  public Path besideCheckpoint() {
    String name = checkpoint.getFileName().toString().replace(TensorFile.SUFFIX, "");
    return checkpoint.resolveSibling(name + "." + title() + ".onnx");
  }

  private String title() {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the file.
   *
   * @param version of mae4j
   * @throws UserException if the checkpoint has no such part, the part cannot be exported or the file not be written
   */
  public void write(Path file, String version) throws IOException {
    PatchGrid grid = PatchGrid.of(config);
    OnnxExport.requireFits(part == OnnxPart.AUTOENCODER ? ModelSummary.pretraining(config.model(), grid, 1)
        : ModelSummary.classifier(config.model(), grid, 1, 1));
    try (Parameters loaded = parameters.load()) {
      OnnxExport export = new OnnxExport(loaded, config.model(), grid);
      switch (part) {
        case ENCODER -> export.encoder(file, notes(version, Map.of()));
        case CLASSIFIER -> {
          int classes = Math.toIntExact(loaded.get("classifier.bias").length());
          export.classifier(file, classes, notes(version, Map.of("classes",
              json(classifier.orElseThrow().classNames(classes)))));
        }
        case AUTOENCODER -> export.autoencoder(file, notes(version,
            Map.of("patches", config.model().normalizeTargets() ? "normalized" : "pixels")));
      }
    }
    LOG.info("{}:\n{} of {} for ONNX Runtime; pixels in [0, 1]", file, title(), checkpoint.getFileName());
  }

  private OnnxExport.ModelNotes notes(String version, Map<String, String> more) {
    Map<String, String> texts = new HashMap<>(Map.of("run", config.name(), "checkpoint",
        checkpoint.getFileName().toString()));
    texts.putAll(more);
    return new OnnxExport.ModelNotes(version, texts);
  }

  private static String json(List<String> texts) {
    try {
      return new JsonMapper().writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
