package org.mae4j.engine.device;

import java.util.Optional;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.Recording;

/**
 * Operations that a device computes many times, always with the same addresses. The first run starts them one by one, which
 * compiles the kernels that they need; later runs replay a recording, which costs the host one call. For one thread at a
 * time.
 */
public final class RecordedOperations implements AutoCloseable {
  private final Device device;
  private final Runnable operations;
  private boolean compiled;
  private Optional<Recording> recording = Optional.empty();

  /** @param operations all that {@link Device#record} can record */
  public RecordedOperations(Device device, Runnable operations) {
    this.device = device;
    this.operations = operations;
  }

  /** Starts the operations; does not wait for them. */
  public void run() {
    if (!compiled) {
      operations.run();
      compiled = true;
      return;
    }
    if (recording.isEmpty()) {
      recording = Optional.of(device.record(operations));
    }
    recording.get().replay();
  }

  @Override
  public void close() {
    Optional<Recording> made = recording;
    recording = Optional.empty();
    made.ifPresent(Recording::close);
  }
}
