package org.mae4j.testing.emulation;

import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.HostMemory;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/** Memory of the host for an emulated device, with the content and the checks of memory of the device. */
record EmulatedHostMemory(EmulatedMemory memory) implements HostMemory {
  @Override
  public Pointer pointer() {
    return new PagedPointer(memory.address());
  }

  @Override
  public void close() {
    memory.close();
  }
}
