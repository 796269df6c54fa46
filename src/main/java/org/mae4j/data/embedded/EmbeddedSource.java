package org.mae4j.data.embedded;

import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataSize;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;

/** Scenes that this program draws from a seed. Training and test scenes come from different random streams. */
public final class EmbeddedSource implements DataSource {
  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public EmbeddedSettings defaults() {
    return new EmbeddedSettings(20_000, 2_000, 1);
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(Scenes.SHAPE);
  }

  @Override
  public boolean usesDirectory() {
    return false;
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    EmbeddedSettings settings = (EmbeddedSettings) config.source().settings();
    return Optional.of(new DataSize(Scenes.SHAPE, settings.train(), settings.test(), Scenes.CLASSES.size()));
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    EmbeddedSettings settings = (EmbeddedSettings) config.source().settings();
    return new SourceSplits(draw(new Scenes(settings.seed(), "train"), settings.train()),
        draw(new Scenes(settings.seed(), "test"), settings.test()), 0);
  }

  private static ImageSet draw(Scenes scenes, int size) {
    byte[] pixels = ImageSet.allocate(Scenes.SHAPE, size);
    int[] labels = new int[size];
    IntStream.range(0, size).parallel().forEach(i -> {
      scenes.draw(i, pixels, i * Scenes.SHAPE.size());
      labels[i] = Scenes.label(i);
    });
    return new ImageSet(Scenes.SHAPE, Scenes.CLASSES, pixels, labels);
  }
}
