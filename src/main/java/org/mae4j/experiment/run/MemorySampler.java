package org.mae4j.experiment.run;

import java.time.Duration;
import org.mae4j.base.Ticker;
import org.mae4j.record.log.SystemLog;

/**
 * Records the memory of a stage that trains no network step by step: at its start, every few seconds on a thread of its
 * own, and at its end.
 */
public final class MemorySampler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final String stage;
  private final SystemLog log;
  private final Ticker ticker;

  private MemorySampler(String stage, SystemLog log, Duration interval) {
    this.stage = stage;
    this.log = log;
    this.ticker = new Ticker("memory-sampler", Duration.ZERO, interval, this::sample);
  }

  /** Starts to record. @param stage key of the stage */
  public static MemorySampler start(String stage, SystemLog log) {
    return new MemorySampler(stage, log, INTERVAL);
  }

  static MemorySampler start(String stage, SystemLog log, Duration interval) {
    return new MemorySampler(stage, log, interval);
  }

  private void sample() {
    log.append(stage, 0, 0, 0, 0, 0);
  }

  /**
   * Ends the recording; no row is written after this.
   *
   * @throws java.io.UncheckedIOException if a row could not be written
   */
  @Override
  public void close() {
    ticker.close();
    sample();
  }
}
