package org.mae4j.testing.emulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mae4j.backend.device.Recording;

/** The order in which an emulated device computes. It computes what was started when it is waited for. */
final class EmulatedStream {
  private final List<Runnable> started = new ArrayList<>();
  private List<Runnable> recorded;
  /** What is not closed. */
  private final Set<Recording> recordings = new HashSet<>();

  void start(Runnable work) {
    (recorded == null ? started : recorded).add(work);
  }

  /** Starts work that cannot be recorded. */
  void startOnly(Runnable work) {
    requireNotRecording();
    started.add(work);
  }

  Recording record(Runnable operations) {
    requireNotRecording();
    List<Runnable> work = new ArrayList<>();
    recorded = work;
    try {
      operations.run();
    } finally {
      recorded = null;
    }
    return new Replay(work);
  }

  private final class Replay implements Recording {
    private final List<Runnable> work;

    Replay(List<Runnable> work) {
      this.work = work;
      recordings.add(this);
    }

    @Override
    public void replay() {
      work.forEach(EmulatedStream.this::startOnly);
    }

    @Override
    public void close() {
      if (!recordings.remove(this)) {
        throw new IllegalStateException("a recording is closed twice");
      }
    }
  }

  void requireRecordingsClosed() {
    if (!recordings.isEmpty()) {
      throw new IllegalStateException(recordings.size() + " recordings were not closed");
    }
  }

  void synchronize() {
    requireNotRecording();
    started.forEach(Runnable::run);
    started.clear();
  }

  void requireNotRecording() {
    if (recorded != null) {
      throw new IllegalStateException("not possible while work is recorded");
    }
  }
}
