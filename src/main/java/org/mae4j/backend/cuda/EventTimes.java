package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.backend.device.Recording;
import org.mae4j.base.Resources;

/**
 * The times of operations by events between them. Events and operations are one recording, because a host that starts
 * operations one by one is slower than small ones.
 */
final class EventTimes implements AutoCloseable {
  private final DriverCalls calls;
  private final CudaContext context;
  private final List<Pointer> events;
  private final Resources owned;

  /** @param operations how many operations are timed */
  EventTimes(DriverCalls calls, CudaContext context, int operations) {
    this.calls = calls;
    this.context = context;
    context.enter();
    try (Resources made = new Resources()) {
      this.events = Stream.generate(() -> create(made)).limit(operations + 1L).toList();
      this.owned = made.keep();
    }
  }

  private Pointer create(Resources made) {
    PointerByReference event = new PointerByReference();
    calls.require(calls.driver().cuEventCreate(event, 0), "creating an event");
    made.add(() -> calls.driver().cuEventDestroy_v2(event.getValue()));
    return event.getValue();
  }

  /** Returns the milliseconds of each operation, in one replay after a first one that is not counted. */
  double[] of(List<Runnable> operations) {
    try (Recording recording = GraphRecording.of(calls, context, () -> record(operations))) {
      recording.replay();
      recording.replay();
      context.synchronize();
    }
    return IntStream.range(0, operations.size()).mapToDouble(this::between).toArray();
  }

  private void record(List<Runnable> operations) {
    record(events.get(0));
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).run();
      record(events.get(i + 1));
    }
  }

  private void record(Pointer event) {
    calls.require(
        calls.driver().cuEventRecordWithFlags(event, context.stream(), CudaDriver.EVENT_RECORD_EXTERNAL),
        "recording an event");
  }

  private double between(int operation) {
    FloatByReference milliseconds = new FloatByReference();
    calls.require(calls.driver().cuEventElapsedTime(milliseconds, events.get(operation), events.get(operation + 1)),
        "reading the time of an event");
    return milliseconds.getValue();
  }

  @Override
  public void close() {
    owned.close();
  }
}
