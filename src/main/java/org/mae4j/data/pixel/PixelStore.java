package org.mae4j.data.pixel;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The 8-bit values of images of one shape, on the Java heap or in a mapped file. Thread-safe. */
public interface PixelStore {
  /** Returns the values of an image, [C, H, W], from index 0 to the limit of a buffer that the caller only reads. */
  ByteBuffer read(int image);

  /** Returns the file that has only this image; empty if there is none, or it is not known. */
  default Optional<Path> file(int image) {
    return Optional.empty();
  }

  /** Returns the number of bytes that all images take on the Java heap. */
  long heapBytes();

  /** Returns the stores that this one consists of, each once. */
  default Set<PixelStore> parts() {
    return Set.of(this);
  }

  /** Returns a text that only stores of equal images have; empty if it is not known without reading all images. */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /**
   * Returns what {@code value} returns, or returned in this or an earlier process for the same key.
   *
   * @param key text that contains the identity of all images that the value depends on
   */
  default String remembered(String key, Supplier<String> value) {
    return value.get();
  }
}
