package org.mae4j.testing;

import java.util.function.LongConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.HostMemory;

/**
 * Memory of the host for an emulated device, full of NaN at first.
 *
 * @param change receives the change of the bytes in use
 */
record EmulatedHostMemory(BytePointer pointer, long bytes, LongConsumer change) implements HostMemory {
  private static final byte NOT_A_NUMBER = -1;

  static EmulatedHostMemory of(long bytes, LongConsumer change) {
    BytePointer pointer = new BytePointer(bytes).fill(NOT_A_NUMBER);
    change.accept(bytes);
    return new EmulatedHostMemory(pointer, bytes, change);
  }

  @Override
  public void close() {
    pointer.close();
    change.accept(-bytes);
  }
}
