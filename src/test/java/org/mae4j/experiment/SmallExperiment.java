package org.mae4j.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.testing.MemoryDirectory;

/** An experiment that takes seconds, on a few embedded images. */
public final class SmallExperiment {
  private static final String TEXT = """
      name = small
      threads = 2
      data.source { kind = embedded, train = 200, test = 40 }
      model {
        patch = 8
        encoder { width = 16, depth = 2, heads = 2 }
        decoder { width = 16, depth = 1, heads = 2 }
      }
      pretrain {
        epochs = 3
        batch { size = 16, microBatch = 8 }
        optimizer.baseLearningRate = 2e-2
        augment.flip = true
        validationImages = 12
        validateEvery = 2
        logEvery = 4
      }
      probe { epochs = 4, learningRates = [0.1, 0.3] }
      finetune {
        epochs = 2
        batch = ${pretrain.batch}
        optimizer.baseLearningRate = 2e-2
        mixup = 0.8
      }
      figures { images = 3, every = 2 }
      """;

  private SmallExperiment() {}

  /** The configuration as a file in {@code directory}. */
  public static Path write(Path directory) {
    try {
      return Files.writeString(directory.resolve("small.conf"), TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ExperimentConfig config(String... overrides) {
    Path directory = MemoryDirectory.create("small");
    Path file = write(directory);
    try {
      return ConfigLoader.load(file, List.of(overrides));
    } finally {
      file.toFile().delete();
      directory.toFile().delete();
    }
  }
}
