package example.cache;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.mae4j.config.DataConfig;
import org.mae4j.config.check.Checks;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.cache.CacheSource;
import org.mae4j.data.cache.CachedImages;
import org.mae4j.data.cache.DecodedImage;

/** Any number of images of noise without labels, in the cache of decoded images: they take no memory of the Java heap. */
public final class NoiseSource implements DataSource {
  /** @param images number of training images, at least 2 */
  public record Settings(int images) {
    public Settings {
      new Checks().atLeast(2, "images", images).throwIfAny();
    }
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public Settings defaults() {
    return new Settings(1_000);
  }

  @Override
  public boolean usesDirectory() {
    return false;
  }

  @Override
  public boolean labeled(DataConfig config) {
    return false;
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    int images = ((Settings) config.source().settings()).images();
    return new SourceSplits(images(config, decoding, "train", images), Optional.empty(), Optional.empty(), 0);
  }

  private static ImageSet images(DataConfig config, Decoding decoding, String name, int count) {
    CacheSource source =
        new CacheSource(name, Path.of("noise"), List.of(), count, config.image(), "version 1, " + count);
    int[] labels = new int[count];
    Arrays.fill(labels, ImageSet.UNLABELED);
    return CachedImages.open(config, source, decoding, item -> Optional.of(draw(item, config.image().size())))
        .images(List.of(), labels);
  }

  private static DecodedImage draw(int item, int length) {
    byte[] planes = new byte[length];
    new SplittableRandom(item).nextBytes(planes);
    return new DecodedImage(planes, Set.of());
  }
}
