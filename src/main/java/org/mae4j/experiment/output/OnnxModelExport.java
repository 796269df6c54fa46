package org.mae4j.experiment.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.onnx.OnnxExport;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.checkpoint.CheckpointOrigin;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.result.Results;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports a part of the model of a run as an ONNX file.
 *
 * @param run whose checkpoint has that part
 */
public record OnnxModelExport(ExistingRun run, OnnxPart part) {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModelExport.class);
  private static final String CLASSIFIER_BIAS = "classifier.bias";

  /**
   * Returns the export of a part of a model.
   *
   * @param path run directory, whose best checkpoint for the part is used, or a checkpoint in it
   * @throws UserException if there is no run, or no checkpoint of that part
   */
  public static OnnxModelExport of(Path path, OnnxPart part) {
    ExistingRun run = ExistingRun.at(path);
    boolean finetuned = part == OnnxPart.CLASSIFIER && Files.isDirectory(path);
    Path checkpoint = finetuned ? run.directory().bestClassifier("finetune") : run.checkpoint();
    if (finetuned && !TensorFile.exists(checkpoint)) {
      throw new UserException(path + ": no classifier to export; train one with ./mae4j finetune " + path);
    }
    return new OnnxModelExport(new ExistingRun(run.directory(), checkpoint), part);
  }

  /** Returns the default file, in the folder of the checkpoint. */
  public Path besideCheckpoint() {
    String name = run.checkpoint().getFileName().toString().replace(".safetensors", "");
    return run.checkpoint().resolveSibling(name + "." + part.name().toLowerCase(Locale.ROOT) + ".onnx");
  }

  /**
   * Writes the file.
   *
   * @param version of mae4j
   * @throws UserException if the checkpoint has no such part, the part cannot be exported or the file not be written
   */
  public void write(Path file, String version) throws IOException {
    ExperimentConfig config = run.config(List.of());
    PatchGrid grid = new PatchGrid(config.data().image(), config.model().patch());
    int classes = classes();
    OnnxExport.requireFits(part == OnnxPart.AUTOENCODER ? ModelSummary.pretraining(config.model(), grid, 1)
        : ModelSummary.classifier(config.model(), grid, 1, Math.max(1, classes)));
    try (Parameters parameters = parameters(config, classes)) {
      CheckpointOrigin origin = ModelCheckpoint.load(run.checkpoint(), parameters, name -> true, config.model());
      OnnxExport export = new OnnxExport(parameters, config.model(), grid);
      OnnxExport.ModelNotes notes = new OnnxExport.ModelNotes(version, notes(config, classes, origin));
      switch (part) {
        case ENCODER -> export.encoder(file, notes);
        case CLASSIFIER -> export.classifier(file, classes, notes);
        case AUTOENCODER -> export.autoencoder(file, notes);
      }
    }
    LOG.info("{}: {} of {}, for ONNX Runtime; the input is pixels in [0, 1]", file,
        part.name().toLowerCase(Locale.ROOT), run.checkpoint().getFileName());
  }

  private Parameters parameters(ExperimentConfig config, int classes) {
    return switch (part) {
      case ENCODER -> ParameterInitializer.encoder(config, config.data().image());
      case CLASSIFIER -> ParameterInitializer.classifier(config, config.data().image(), classes);
      case AUTOENCODER -> ParameterInitializer.autoencoder(config, config.data().image());
    };
  }

  /** Returns the number of classes of the checkpoint; 0 if it has none and the part needs none. */
  private int classes() {
    try (TensorFile file = TensorFile.openOrPrevious(run.checkpoint(), LOG::warn)) {
      boolean decoder = file.names().stream().anyMatch(name -> name.startsWith("decoder."));
      boolean classifier = file.names().contains(CLASSIFIER_BIAS);
      require(part != OnnxPart.AUTOENCODER || decoder, "decoder", "a checkpoint of pre-training");
      require(part != OnnxPart.CLASSIFIER || classifier, "classifier", "a checkpoint of fine-tuning");
      return classifier ? Math.toIntExact(file.shape(CLASSIFIER_BIAS)[0]) : 0;
    }
  }

  private void require(boolean present, String missing, String instead) {
    if (!present) {
      throw new UserException(run.checkpoint() + ": has no " + missing + "; name " + instead
          + " or another --part");
    }
  }

  private Map<String, String> notes(ExperimentConfig config, int classes, CheckpointOrigin origin)
      throws IOException {
    Map<String, String> notes = new HashMap<>(Map.of("model", origin.model(), "run", config.name()));
    if (part == OnnxPart.CLASSIFIER) {
      notes.put("classes", json(Results.read(run.directory().results()).classNames(classes)));
    }
    if (part == OnnxPart.AUTOENCODER) {
      notes.put("patches", config.model().normalizeTargets() ? "normalized" : "pixels");
    }
    return notes;
  }

  private static String json(List<String> texts) {
    try {
      return new JsonMapper().writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
