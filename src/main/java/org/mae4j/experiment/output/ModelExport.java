package org.mae4j.experiment.output;

import java.nio.file.Path;
import java.util.List;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.pytorch.PyTorchExport;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.checkpoint.LoadedParameters;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.model.patch.PatchGrid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports the model of a run for other programs. */
public final class ModelExport {
  private static final Logger LOG = LoggerFactory.getLogger(ModelExport.class);

  private ModelExport() {}

  /** Returns the default file of {@link #pyTorch}, in the folder of the checkpoint. */
  public static Path besideCheckpoint(ExistingRun run) {
    String name = run.checkpoint().getFileName().toString().replace(TensorFile.SUFFIX, "");
    return run.checkpoint().resolveSibling(name + ".pytorch" + TensorFile.SUFFIX);
  }

  /**
   * Writes the encoder of a checkpoint, and its decoder if it has one, with the tensor names of the public PyTorch MAE.
   *
   * @throws org.mae4j.checkpoint.CheckpointException if the checkpoint cannot be read or {@code file} cannot be written
   */
  public static void pyTorch(ExistingRun run, Path file) {
    ExperimentConfig config = run.config(List.of());
    boolean decoder = ModelCheckpoint.hasDecoder(run.checkpoint());
    try (LoadedParameters loaded = LoadedParameters.of(run.checkpoint(), config,
        () -> ParameterInitializer.pretrained(config, config.data().image(), decoder))) {
      PyTorchExport.write(file, loaded.parameters(), config.model(), PatchGrid.of(config));
    }
    LOG.info("{}:\nencoder{}, with the tensor names of the public PyTorch MAE", file,
        decoder ? " and decoder" : " without decoder and classifier");
    if (!config.model().classToken()) {
      LOG.info("this model has no class token, so cls_token and its row of pos_embed are missing;\n"
          + "that code needs them: a model that is trained with model.classToken=true has them");
    }
  }
}
