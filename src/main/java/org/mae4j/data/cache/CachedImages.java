package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelStore;

/**
 * Images that are decoded once and kept in a file of the cache, which is mapped into memory. They take no memory of the
 * Java heap, whatever their number is.
 *
 * @param pixels images by item
 * @param items items that were not left out, in order
 * @param skipped number of items that were left out
 * @param changes number of images by what was done to them, such as {@code resized}
 */
public record CachedImages(ImageShape shape, PixelStore pixels, int[] items, int skipped,
    SortedMap<String, Integer> changes) {
  /**
   * Returns the images of {@code source}. They are decoded if the cache does not have them, or has them from files that
   * have changed since.
   *
   * @throws DataException if an image cannot be decoded and must not be left out, or the cache cannot be written
   */
  public static CachedImages open(DataConfig config, CacheSource source, Decoding decoding, ItemDecoder decoder) {
    Path directory = CacheDirectory.of(config, System.getenv());
    Path file = directory.resolve(source.fileName() + ".pixels");
    try {
      return new CacheFile(file, source, decoder, new AtomicBoolean()).open(decoding);
    } catch (IOException e) {
      throw new DataException("data.cacheDir: the cache of decoded images cannot be used (" + IoMessage.of(e)
          + "); name another directory", e);
    }
  }

  /** Returns the items that were left out, in order. */
  public IntStream leftOut() {
    BitSet present = new BitSet();
    IntStream.of(items).forEach(present::set);
    return IntStream.range(0, items.length + skipped).filter(item -> !present.get(item));
  }

  /**
   * Returns the images as a set.
   *
   * @param labels by item, index into {@code classNames} or {@link ImageSet#UNLABELED}; items that were left out too
   */
  public ImageSet images(List<String> classNames, int[] labels) {
    return new ImageSet(shape, classNames, pixels, items, IntStream.of(items).map(item -> labels[item]).toArray());
  }
}
