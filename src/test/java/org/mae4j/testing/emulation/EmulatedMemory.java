package org.mae4j.testing.emulation;

import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.DeviceMemory;

/**
 * Memory of an emulated device, full of NaN at first.
 *
 * @param pointer memory of the host, with at least {@value #GUARD} bytes before and behind the block that nothing may read
 *     or write
 * @param computed waits until nothing reads or writes the memory any more
 * @param freed receives the memory when it is closed
 */
record EmulatedMemory(BytePointer pointer, long address, long bytes, Runnable computed, Consumer<EmulatedMemory> freed)
    implements DeviceMemory {
  private static final byte NOT_A_NUMBER = -1;
  private static final long ALIGNMENT = 256;
  private static final long GUARD = 4096;

  static EmulatedMemory of(long bytes, Runnable computed, Consumer<EmulatedMemory> freed) {
    BytePointer pointer = new BytePointer(bytes + 2 * GUARD + ALIGNMENT).fill(NOT_A_NUMBER);
    long address = (pointer.address() + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return new EmulatedMemory(pointer, address, bytes, computed, freed);
  }

  /** Returns the addresses of the guard before the block, of the block, of the guard behind it, and of the end. */
  LongStream bounds() {
    return LongStream.of(pointer.address(), address, address + bytes, pointer.address() + pointer.capacity());
  }

  @Override
  public void close() {
    if (pointer.isNull()) {
      throw new IllegalStateException("a block of " + bytes + " bytes is freed twice");
    }
    computed.run();
    requireUnwritten(0, address - pointer.address());
    requireUnwritten(address - pointer.address() + bytes, pointer.capacity());
    freed.accept(this);
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
