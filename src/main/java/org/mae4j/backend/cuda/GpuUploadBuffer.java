package org.mae4j.backend.cuda;

import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.UploadBuffer;
import org.mae4j.base.Resources;

/** Memory of a GPU that the stream of copies writes. Two events order the copies and the computations. */
final class GpuUploadBuffer implements UploadBuffer {
  private final DriverCalls calls;
  private final CudaContext context;
  private final DeviceMemory memory;
  private final GpuEvent uploaded;
  private final GpuEvent released;
  private final Resources owned;

  /** @param memory which the buffer closes */
  GpuUploadBuffer(DriverCalls calls, CudaContext context, DeviceMemory memory) {
    this.calls = calls;
    this.context = context;
    this.memory = memory;
    try (Resources made = new Resources()) {
      made.add(memory);
      this.uploaded = made.add(GpuEvent.of(calls, CudaDriver.EVENT_DISABLE_TIMING));
      this.released = made.add(GpuEvent.of(calls, CudaDriver.EVENT_DISABLE_TIMING));
      made.add(context::synchronizeCopies);
      release();
      this.owned = made.keep();
    }
  }

  @Override
  public long address() {
    return memory.address();
  }

  @Override
  public void upload(org.bytedeco.javacpp.Pointer host) {
    context.enter();
    released.awaitIn(context.copies());
    calls.copyFromHost(host, memory.address(), memory.bytes(), context.copies());
    uploaded.record(context.copies(), 0);
  }

  @Override
  public void acquire() {
    context.enter();
    uploaded.awaitIn(context.stream());
  }

  @Override
  public void release() {
    context.enter();
    released.record(context.stream(), 0);
  }

  @Override
  public void close() {
    owned.close();
  }
}
