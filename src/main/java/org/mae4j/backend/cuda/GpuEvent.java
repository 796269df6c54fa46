package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.DriverCalls;

/**
 * A moment in a stream.
 *
 * @param event handle of the driver
 */
record GpuEvent(DriverCalls calls, Pointer event) implements AutoCloseable {

  /**
   * Creates an event in the current context.
   *
   * @param flags 0, or {@link CudaDriver#EVENT_DISABLE_TIMING}
   */
  static GpuEvent of(DriverCalls calls, int flags) {
    PointerByReference created = new PointerByReference();
    calls.require(calls.driver().cuEventCreate(created, flags), "creating an event");
    return new GpuEvent(calls, created.getValue());
  }

  /** @param flags 0, or {@link CudaDriver#EVENT_RECORD_EXTERNAL} */
  void record(Pointer stream, int flags) {
    calls.require(calls.driver().cuEventRecordWithFlags(event, stream, flags), "recording an event");
  }

  /** Makes what follows in a stream wait for what is before the event in its stream. */
  void awaitIn(Pointer stream) {
    calls.require(calls.driver().cuStreamWaitEvent(stream, event, 0), "waiting for an event");
  }

  /** Returns the milliseconds from this event to a later one. */
  double until(GpuEvent later) {
    FloatByReference milliseconds = new FloatByReference();
    calls.require(calls.driver().cuEventElapsedTime(milliseconds, event, later.event),
        "reading the time of an event");
    return milliseconds.getValue();
  }

  @Override
  public void close() {
    calls.driver().cuEventDestroy_v2(event);
  }
}
