package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.HostMemory;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/**
 * Memory of the host that the system does not move. A GPU reads it directly; the contents of other memory are first copied
 * into such memory by the driver.
 *
 * @param address of the first byte
 */
record PinnedMemory(DriverCalls calls, CudaContext context, Pointer address) implements HostMemory {

  static PinnedMemory of(DriverCalls calls, CudaContext context, long bytes) {
    context.enter();
    PointerByReference address = new PointerByReference();
    calls.require(calls.driver().cuMemHostAlloc(address, bytes, 0), "allocating memory of the host");
    return new PinnedMemory(calls, context, address.getValue());
  }

  @Override
  public org.bytedeco.javacpp.Pointer pointer() {
    return new PagedPointer(Pointer.nativeValue(address));
  }

  @Override
  public void close() {
    context.synchronize();
    calls.require(calls.driver().cuMemFreeHost(address), "freeing memory of the host");
  }
}
