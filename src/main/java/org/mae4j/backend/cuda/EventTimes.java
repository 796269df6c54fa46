package org.mae4j.backend.cuda;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.Recording;
import org.mae4j.base.Resources;

/**
 * The times of operations by events between them. Events and operations are one recording, because a host that starts
 * operations one by one is slower than small ones.
 */
final class EventTimes implements AutoCloseable {
  private final DriverCalls calls;
  private final CudaContext context;
  private final List<GpuEvent> events;
  private final Resources owned;

  /** @param operations how many operations are timed */
  EventTimes(DriverCalls calls, CudaContext context, int operations) {
    this.calls = calls;
    this.context = context;
    context.enter();
    try (Resources made = new Resources()) {
      this.events = Stream.generate(() -> made.add(GpuEvent.of(calls, 0))).limit(operations + 1L).toList();
      this.owned = made.keep();
    }
  }

  /** Returns the milliseconds of each operation, in one replay after a first one that is not counted. */
  double[] of(List<Runnable> operations) {
    try (Recording recording = GraphRecording.of(calls, context, () -> record(operations))) {
      recording.replay();
      recording.replay();
      context.synchronize();
    }
    return IntStream.range(0, operations.size()).mapToDouble(i -> events.get(i).until(events.get(i + 1)))
        .toArray();
  }

  private void record(List<Runnable> operations) {
    record(events.get(0));
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).run();
      record(events.get(i + 1));
    }
  }

  private void record(GpuEvent event) {
    event.record(context.stream(), CudaDriver.EVENT_RECORD_EXTERNAL);
  }

  @Override
  public void close() {
    owned.close();
  }
}
