package org.mae4j.testing;

import java.util.function.LongConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.DeviceMemory;

/**
 * Memory of an emulated device, full of NaN at first.
 *
 * @param pointer memory of the host, with at least {@value #ALIGNMENT} bytes before and behind the block that nothing may
 *     write
 * @param computed waits until nothing reads or writes the memory any more
 * @param freed receives {@code bytes} when the memory is closed
 */
record EmulatedMemory(BytePointer pointer, long address, long bytes, Runnable computed, LongConsumer freed)
    implements DeviceMemory {
  private static final byte NOT_A_NUMBER = -1;
  private static final long ALIGNMENT = 256;

  static EmulatedMemory of(long bytes, Runnable computed, LongConsumer freed) {
    BytePointer pointer = new BytePointer(bytes + 3 * ALIGNMENT).fill(NOT_A_NUMBER);
    long address = (pointer.address() + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return new EmulatedMemory(pointer, address, bytes, computed, freed);
  }

  @Override
  public void close() {
    if (pointer.isNull()) {
      throw new IllegalStateException("a block of " + bytes + " bytes is freed twice");
    }
    computed.run();
    requireUnwritten(0, address - pointer.address());
    requireUnwritten(address - pointer.address() + bytes, pointer.capacity());
    freed.accept(bytes);
    pointer.close();
  }

  private void requireUnwritten(long from, long to) {
    for (long i = from; i < to; i++) {
      if (pointer.get(i) != NOT_A_NUMBER) {
        throw new IllegalStateException("byte " + (i - address + pointer.address()) + " of a block of " + bytes
            + " bytes was written");
      }
    }
  }
}
