package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.base.Resources;

/** The context of a GPU and a stream in it. The context is made current on each thread that uses it. */
final class CudaContext implements AutoCloseable {
  /** The context that is current on each thread. */
  private static final ThreadLocal<CudaContext> CURRENT = new ThreadLocal<>();

  private final DriverCalls calls;
  private final Pointer context;
  private final Pointer stream;
  private final Resources owned;
  CudaContext(DriverCalls calls, CudaGpu gpu) {
    this.calls = calls;
    CudaDriver driver = calls.driver();
    try (Resources made = new Resources()) {
      PointerByReference created = new PointerByReference();
      calls.require(driver.cuDevicePrimaryCtxRetain(created, gpu.device()), "opening it");
      made.add(() -> driver.cuDevicePrimaryCtxRelease_v2(gpu.device()));
      this.context = created.getValue();
      enter();
      calls.require(driver.cuStreamCreate(created, CudaDriver.STREAM_NON_BLOCKING), "creating a stream");
      this.stream = created.getValue();
      made.add(() -> driver.cuStreamDestroy_v2(stream));
      this.owned = made.keep();
    }
  }

  /** Makes the context current on the calling thread. */
  void enter() {
    if (CURRENT.get() != this) {
      calls.require(calls.driver().cuCtxSetCurrent(context), "choosing it on a thread");
      CURRENT.set(this);
    }
  }

  Pointer stream() {
    return stream;
  }

  /** Waits until all that was put into the stream has been computed. */
  void synchronize() {
    enter();
    calls.require(calls.driver().cuStreamSynchronize(stream), "computing");
  }

  MemorySpace memory() {
    enter();
    LongByReference free = new LongByReference();
    LongByReference total = new LongByReference();
    calls.require(calls.driver().cuMemGetInfo_v2(free, total), "asking for its free memory");
    return new MemorySpace(free.getValue(), total.getValue());
  }

  @Override
  public void close() {
    try (owned) {
      enter();
    } finally {
      CURRENT.remove();
    }
  }
}
