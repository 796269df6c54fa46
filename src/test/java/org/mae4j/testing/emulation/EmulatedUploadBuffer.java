package org.mae4j.testing.emulation;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.UploadBuffer;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/**
 * A buffer of an emulated device whose copies are made as early as its order allows, or as late: each finds other missing
 * waits.
 */
final class EmulatedUploadBuffer implements UploadBuffer {
  private final EmulatedStream stream;
  private final EmulatedMemory memory;
  private final boolean early;
  private final List<Copy> pending = new ArrayList<>();
  /** Calls of {@link #release}, and how many of them the device has reached. */
  private int releases;
  private int reached;

  /** @param early whether copies are made as early as possible */
  EmulatedUploadBuffer(EmulatedStream stream, EmulatedMemory memory, boolean early) {
    this.stream = stream;
    this.memory = memory;
    this.early = early;
  }

  /** @param releases calls of {@link #release} that the copy waits for */
  private record Copy(long host, int releases) {}

  @Override
  public long address() {
    return memory.address();
  }

  @Override
  public void upload(Pointer host) {
    pending.add(new Copy(host.address() + host.position() * host.sizeof(), releases));
    copyEarly();
  }

  private void copyEarly() {
    if (early && !pending.isEmpty() && pending.get(0).releases <= reached) {
      make(pending.get(0));
    }
  }

  private void make(Copy copy) {
    if (pending.remove(copy)) {
      Pointer.memcpy(new PagedPointer(memory.address()), new PagedPointer(copy.host()), memory.bytes());
    }
  }

  @Override
  public void acquire() {
    List<Copy> before = List.copyOf(pending);
    stream.startOnly(() -> before.forEach(this::make));
  }

  @Override
  public void release() {
    releases++;
    stream.startOnly(() -> {
      reached++;
      copyEarly();
    });
  }

  @Override
  public void close() {
    stream.synchronize();
    List.copyOf(pending).forEach(this::make);
    memory.close();
  }
}
