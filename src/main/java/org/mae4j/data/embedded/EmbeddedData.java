package org.mae4j.data.embedded;

import org.mae4j.config.DataConfig.EmbeddedConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.ImageSets;
import org.mae4j.data.SourceSets;

/** The embedded data set: scenes drawn from a seed, the training and test scenes from different streams. */
public final class EmbeddedData {
  private EmbeddedData() {}

  public static SourceSets read(EmbeddedConfig config) {
    return new SourceSets(
        draw(config.seed(), "train", config.train()), draw(config.seed(), "test", config.test()), 0);
  }

  private static ImageSet draw(long seed, String split, int size) {
    try (EmbeddedRecordReader reader = new EmbeddedRecordReader(seed, split, size)) {
      return ImageSets.read(reader, Scenes.SHAPE, size);
    }
  }
}
