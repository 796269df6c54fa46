package org.mae4j.backend.cuda;

import com.sun.jna.ptr.LongByReference;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceMemory;

/** Memory of a GPU. */
record GpuMemory(DriverCalls calls, CudaContext context, long address, long bytes) implements DeviceMemory {

  /**
   * Allocates memory.
   *
   * @param gpu name of the GPU
   * @throws DeviceException if there is not enough
   */
  static GpuMemory of(DriverCalls calls, CudaContext context, String gpu, long bytes) {
    context.enter();
    LongByReference address = new LongByReference();
    int result = calls.driver().cuMemAlloc_v2(address, bytes);
    if (result == CudaDriver.OUT_OF_MEMORY) {
      throw new DeviceException(gpu + " has too little free memory for " + bytes + " more bytes; use a smaller "
          + "batch.microBatch");
    }
    calls.require(result, "allocating memory");
    return new GpuMemory(calls, context, address.getValue(), bytes);
  }

  @Override
  public void close() {
    context.synchronize();
    calls.require(calls.driver().cuMemFree_v2(address), "freeing memory");
  }
}
