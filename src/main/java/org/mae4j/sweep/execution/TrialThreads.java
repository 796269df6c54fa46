package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.run.StopSignals;
import org.mae4j.record.log.TerminalAppender;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;

/** The threads of the trials, one thread per parallel trial. Their log lines do not appear on the console. */
final class TrialThreads implements AutoCloseable {
  private final int count;
  private final StopSignals signals;
  private final ExecutorService threads;
  private final CompletionService<Trial> ends;
  /** Start times of the running trials, in nanoseconds. */
  private final Map<Future<Trial>, Long> running = new HashMap<>();
  private volatile boolean closing;

  TrialThreads(SweepPlan plan, StopSignals signals) {
    this.count = plan.sweep().parallel();
    this.signals = signals;
    this.threads = Executors.newFixedThreadPool(count, work -> new Thread(() -> {
      TerminalAppender.quietThread();
      work.run();
    }, "trial"));
    this.ends = new ExecutorCompletionService<>(threads);
  }

  /** Returns whether another trial can start. */
  boolean free() {
    return running.size() < count;
  }

  /** Returns whether no trial is running. */
  boolean idle() {
    return running.isEmpty();
  }

  /** Returns the total duration of the running trials in seconds. */
  double seconds() {
    return running.values().stream().mapToDouble(start -> (System.nanoTime() - start) / 1e9).sum();
  }

  /** Returns whether the trials are asked to write a checkpoint and stop. */
  boolean stopRequested() {
    return closing || signals.stopRequested();
  }

  void start(TrialTask task) {
    running.put(ends.submit(task), System.nanoTime());
  }

  /**
   * Waits until a trial ends and returns it.
   *
   * @throws org.mae4j.experiment.run.StoppedRunException if a signal stopped the trial
   */
  Trial take() throws IOException {
    try {
      Future<Trial> end = ends.take();
      running.remove(end);
      return end.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials are running", e);
    }
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof StoppedException) {
      signals.requireNone();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return (IOException) cause;
  }

  /** Asks the running trials to stop and waits for them. */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
