package org.mae4j.data;

/** Observes how many images a source has decoded. It is called by one thread at a time. */
@FunctionalInterface
public interface DecodingListener {
  /**
   * @param done number of images that are decoded, at most {@code total}
   * @param total number of images to decode, at least 1
   */
  void decoded(int done, int total);
}
