package org.mae4j.checkpoint.pytorch;

import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;

/** The configurations of imported models, and the parameters that they have. */
final class ForeignConfigs {
  private ForeignConfigs() {}

  static ExperimentConfig config(ForeignModel model) {
    return ConfigLoader.ofSettings(Stream.concat(Stream.of("data.source=folder", "data.dir=images"),
        model.settings(Set.of()).stream()).toList());
  }

  static Parameters parameters(ExperimentConfig config) {
    Parameters parameters =
        new Parameters(DataType.FLOAT, 1, new PixelScale(config.data().normalize()));
    MaskedAutoencoder.reconstruction(parameters, config.model(), grid(config),
        MaskShape.of(1, config.model(), grid(config)));
    return parameters;
  }

  static PatchGrid grid(ExperimentConfig config) {
    return new PatchGrid(config.data().image(), config.model().patch());
  }
}
