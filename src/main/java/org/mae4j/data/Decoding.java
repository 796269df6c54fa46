package org.mae4j.data;

/**
 * How a source decodes image files.
 *
 * @param threads number of threads that decode at the same time, at least 1
 * @param listener observes the progress
 */
public record Decoding(int threads, DecodingListener listener) {
  /** One thread, observed by no one. */
  public static final Decoding QUIET = new Decoding(1, (done, total) -> {});
}
