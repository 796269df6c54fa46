package org.mae4j.experiment.checkpoint;

import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Creates the initial parameters of a model. A graph creates its parameters when it is built, so a graph is built and
 * dropped. The seed is the same for all models, so all encoders start with the same values.
 */
public final class ParameterInitializer {
  private ParameterInitializer() {}

  public static Parameters autoencoder(ExperimentConfig config, ImageShape shape) {
    Parameters parameters = none(config);
    PatchGrid grid = new PatchGrid(shape, config.model().patch());
    MaskedAutoencoder.reconstruction(parameters, config.model(), grid, MaskShape.of(1, config.model(), grid));
    return parameters;
  }

  public static Parameters encoder(ExperimentConfig config, ImageShape shape) {
    Parameters parameters = none(config);
    Classifier.features(parameters, config.model(), new PatchGrid(shape, config.model().patch()), 1);
    return parameters;
  }

  /** @param decoder whether there is a decoder beside the encoder */
  public static Parameters pretrained(ExperimentConfig config, ImageShape shape, boolean decoder) {
    return decoder ? autoencoder(config, shape) : encoder(config, shape);
  }

  /** @param classes number of outputs of the linear layer on the encoder */
  public static Parameters classifier(ExperimentConfig config, ImageShape shape, int classes) {
    Parameters parameters = none(config);
    Classifier.inference(parameters, config.model(), new PatchGrid(shape, config.model().patch()), 1, classes);
    return parameters;
  }

  /** Returns the parameters of a classifier, and those of a decoder if its training reconstructs patches. */
  public static Parameters classifierTraining(ExperimentConfig config, ImageShape shape, int classes) {
    Parameters parameters = classifier(config, shape, classes);
    PatchGrid grid = new PatchGrid(shape, config.model().patch());
    Classifier.training(parameters, config.model(), grid, 1, classes, ClassifierTraining.of(config.finetune(), grid));
    return parameters;
  }

  private static Parameters none(ExperimentConfig config) {
    return new Parameters(DataType.FLOAT, config.seedOf(RandomStream.INITIALIZATION),
        new PixelScale(config.data().normalize()));
  }
}
