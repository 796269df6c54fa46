package org.mae4j.data.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.PathText;
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
   *     a file cannot be read
   */
  CachedImages decode(String name, ImageFiles split) {
    String settings = "version " + VERSION + ", " + config.fit() + ", " + config.background() + ", "
        + (config.skipUnreadable() ? "some" : "all");
    CacheSource source =
        new CacheSource(name, split.folder(), split.files(), split.files().size(), config.image(), settings);
    Set<Integer> skipped = ConcurrentHashMap.newKeySet();
    CachedImages images = CachedImages.open(config, source, decoding, item -> {
      Optional<DecodedImage> image = decode(split.files().get(item));
      if (image.isEmpty()) {
        skipped.add(item);
      }
      return image;
    });
    images.leftOut().filter(item -> !skipped.contains(item)).forEach(
        item -> LOG.warn("skipped {}: unreadable when it was decoded", PathText.of(split.files().get(item))));
    return images;
  }

  private Optional<DecodedImage> decode(Path file) {
    // A file that cannot be read now may be readable later, but the cache would leave it out for good.
    byte[] content = content(file);
    try {
      FittedImage image = reader.read(content);
      return Optional.of(new DecodedImage(image.planes(), image.changes()));
    } catch (IOException e) {
      if (!config.skipUnreadable()) {
        throw problem(file, e, "; to skip such files, set data.skipUnreadable = true");
      }
      LOG.warn("skipped {}: {}", PathText.of(file), IoMessage.problem(e));
      return Optional.empty();
    }
  }

  private static byte[] content(Path file) {
    try {
      return ImageFileReader.content(file);
    } catch (IOException e) {
      throw problem(file, e, "");
    }
  }

  private static DataException problem(Path file, IOException e, String advice) {
    return new DataException(PathText.of(file) + ": " + IoMessage.problem(e) + advice, e);
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
