package org.mae4j.data.pixel;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The images of two stores, which need not be of the same kind.
 *
 * @param size number of images of {@code first}
 */
public record JoinedPixels(PixelStore first, int size, PixelStore second) implements PixelStore {
  @Override
  public ByteBuffer read(int image) {
    return image < size ? first.read(image) : second.read(image - size);
  }

  @Override
  public long heapBytes() {
    return first.heapBytes() + second.heapBytes();
  }

  @Override
  public Set<PixelStore> parts() {
    Set<PixelStore> parts = new HashSet<>(first.parts());
    parts.addAll(second.parts());
    return parts;
  }

  @Override
  public Optional<String> identity() {
    return first.identity().flatMap(one -> second.identity().map(other -> one + "+" + other));
  }

  @Override
  public String remembered(String key, Supplier<String> value) {
    return first.remembered(key, value);
  }
}
