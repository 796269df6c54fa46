package org.mae4j.base.machine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The CPU time of the threads that work on a run: the thread that opened this clock, and the threads that these threads
 * made by {@link #thread}, also after they ended. Several runs in one process each have their own. The garbage collector,
 * the compiler of the JVM and live pages are not counted.
 */
public final class CpuTime implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final InheritableThreadLocal<CpuTime> CURRENT = new InheritableThreadLocal<>();
  private static final double NANOS = 1e9;

  /** CPU time of each counted thread when it was added, in nanoseconds, by the id of the thread. */
  private final Map<Long, Long> starts = new HashMap<>();
  private long ended;

  private CpuTime() {}

  /** Opens a clock that counts the current thread from now on. */
  public static CpuTime open() {
    CpuTime time = new CpuTime();
    time.add();
    CURRENT.set(time);
    return time;
  }

  /** Returns a new thread whose CPU time counts for the run of the current thread, if that belongs to one. */
  public static Thread thread(Runnable work, String name) {
    return new Thread(Optional.ofNullable(CURRENT.get()).map(time -> time.counted(work)).orElse(work), name);
  }

  private Runnable counted(Runnable work) {
    return () -> {
      add();
      try {
        work.run();
      } finally {
        remove();
      }
    };
  }

  private synchronized void add() {
    long id = Thread.currentThread().getId();
    starts.put(id, THREADS.getThreadCpuTime(id));
  }

  private synchronized void remove() {
    long id = Thread.currentThread().getId();
    ended += THREADS.getThreadCpuTime(id) - starts.remove(id);
  }

  /** Returns the CPU time since this clock was opened, in seconds. */
  public synchronized double seconds() {
    long nanos = ended;
    for (Map.Entry<Long, Long> thread : starts.entrySet()) {
      nanos += THREADS.getThreadCpuTime(thread.getKey()) - thread.getValue();
    }
    return nanos / NANOS;
  }

  /** Stops counting for the current thread, which opened this clock. */
  @Override
  public void close() {
    CURRENT.remove();
  }
}
