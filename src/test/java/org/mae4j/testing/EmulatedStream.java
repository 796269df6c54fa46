package org.mae4j.testing;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.backend.device.Recording;

/** The order in which an emulated device computes. It computes what was started when it is waited for. */
final class EmulatedStream {
  private final List<Runnable> started = new ArrayList<>();
  private List<Runnable> recorded;

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
    return new Replay(this, work);
  }

  private record Replay(EmulatedStream stream, List<Runnable> work) implements Recording {
    @Override
    public void replay() {
      work.forEach(stream::startOnly);
    }

    @Override
    public void close() {
      work.clear();
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
