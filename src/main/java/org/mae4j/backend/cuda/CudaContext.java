package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.base.Resources;

/**
 * The context of a GPU, with a stream of computations and one of copies beside them. The context is made current on each
 * thread that uses it.
 */
final class CudaContext implements AutoCloseable {
  /** The context that is current on each thread. */
  private static final ThreadLocal<CudaContext> CURRENT = new ThreadLocal<>();

  private final DriverCalls calls;
  private final Pointer context;
  private final Pointer stream;
  private final Pointer copies;
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
      this.stream = createStream(made);
      this.copies = createStream(made);
      this.owned = made.keep();
    }
  }

  private Pointer createStream(Resources made) {
    PointerByReference created = new PointerByReference();
    calls.require(calls.driver().cuStreamCreate(created, CudaDriver.STREAM_NON_BLOCKING), "creating a stream");
    made.add(() -> calls.driver().cuStreamDestroy_v2(created.getValue()));
    return created.getValue();
  }

  /** Makes the context current on the calling thread. */
  void enter() {
    if (CURRENT.get() != this) {
      calls.require(calls.driver().cuCtxSetCurrent(context), "choosing it on a thread");
      CURRENT.set(this);
    }
  }

  /** Returns the stream of computations. */
  Pointer stream() {
    return stream;
  }

  /** Returns the stream of copies from the host that computations do not wait for. */
  Pointer copies() {
    return copies;
  }

  /** Waits until all that was put into the stream of computations has been computed. */
  void synchronize() {
    enter();
    calls.require(calls.driver().cuStreamSynchronize(stream), "computing");
  }

  /** Waits for the stream of copies. */
  void synchronizeCopies() {
    enter();
    calls.require(calls.driver().cuStreamSynchronize(copies), "copying to the GPU");
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
