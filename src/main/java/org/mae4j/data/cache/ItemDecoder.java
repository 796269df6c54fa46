package org.mae4j.data.cache;

import java.util.Optional;

/** Decodes the images of a {@link CacheSource}. It is called by several threads at once. */
@FunctionalInterface
public interface ItemDecoder {
  /**
   * Returns an image, or empty if it is left out.
   *
   * @param item number of the image, from 0 on
   * @throws org.mae4j.data.DataException if there is no image and it must not be left out
   */
  Optional<DecodedImage> decode(int item);
}
