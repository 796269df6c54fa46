package org.mae4j.data.folder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.base.PathText;
import org.mae4j.config.DataConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.cache.CacheSource;
import org.mae4j.data.cache.CachedImages;
import org.mae4j.data.cache.DecodedImage;
import org.mae4j.data.image.FittedImage;
import org.mae4j.data.image.ImageFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the image files of a folder into the cache. */
final class ImageDecoding {
  private static final Logger LOG = LoggerFactory.getLogger(ImageDecoding.class);
  /** Increased when the same file gets other values. */
  private static final int VERSION = 1;

  private final DataConfig config;
  private final Decoding decoding;
  private final ImageFileReader reader;

  /** @param config how images are fitted, and whether unreadable ones are skipped */
  ImageDecoding(DataConfig config, Decoding decoding) {
    this.config = config;
    this.decoding = decoding;
    this.reader = ImageFileReader.of(config);
  }

  /**
   * Returns the images of a split.
   *
   * @param name name of the split in the cache
   * @throws DataException if an image is unreadable or has a shape that is refused, unless such images are skipped; or if
   *     a file has vanished
   */
  CachedImages decode(String name, ImageFiles split) {
    String settings = "version " + VERSION + ", " + config.fit() + ", " + config.background() + ", "
        + (config.skipUnreadable() ? "some" : "all");
    CacheSource source =
        new CacheSource(name, split.folder(), split.files(), split.files().size(), config.image(), settings);
    return CachedImages.open(config, source, decoding, item -> decode(split.files().get(item)));
  }

  private Optional<DecodedImage> decode(Path file) {
    try {
      FittedImage image = reader.read(file);
      return Optional.of(new DecodedImage(image.planes(), image.changes()));
    } catch (IOException e) {
      String problem = PathText.of(file) + ": " + IoMessage.problem(e);
      // Skipped as well, a folder that vanishes would leave a data set of the few images before.
      if (!config.skipUnreadable() || e instanceof NoSuchFileException) {
        throw new DataException(problem, e);
      }
      LOG.warn("skipped {}", problem);
      return Optional.empty();
    }
  }

  /** Returns what was done to images as a line; empty if nothing was. */
  Optional<String> changes(List<CachedImages> splits) {
    Map<String, Integer> counts = new TreeMap<>();
    splits.forEach(images -> images.changes().forEach((change, count) -> counts.merge(change, count, Integer::sum)));
    String line = Stream.of(
        change(counts, FittedImage.RESIZED, "resized by data.fit = " + config.fit().name().toLowerCase(Locale.ROOT)),
        change(counts, FittedImage.TURNED, "turned by their EXIF orientation"),
        change(counts, FittedImage.COMPOSITED, "with transparency put on " + config.background()))
        .flatMap(Optional::stream).collect(Collectors.joining(", "));
    return line.isEmpty() ? Optional.empty() : Optional.of("images " + line);
  }

  private static Optional<String> change(Map<String, Integer> counts, String name, String text) {
    return Optional.ofNullable(counts.get(name)).map(count -> text + ": " + String.format(Locale.ROOT, "%,d", count));
  }
}
