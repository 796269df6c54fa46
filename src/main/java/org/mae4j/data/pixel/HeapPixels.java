package org.mae4j.data.pixel;

import java.nio.ByteBuffer;

/** Images on the Java heap, one after another in one array. */
public final class HeapPixels implements PixelStore {
  private final byte[] values;
  private final int length;

  /**
   * Makes a store that owns the array; the caller must not change it afterwards.
   *
   * @param length number of bytes of an image
   */
  public HeapPixels(byte[] values, int length) {
    this.values = values;
    this.length = length;
  }

  @Override
  public ByteBuffer read(int image) {
    return ByteBuffer.wrap(values).slice(image * length, length);
  }

  @Override
  public long heapBytes() {
    return values.length;
  }
}
