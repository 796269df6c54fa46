package org.mae4j.run;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.mae4j.report.SystemLog;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/** Follows what a training asks of the machine: a row in {@code system.csv} now and then, and at its end. */
final class SystemWatch implements TrainingListener {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final String stage;
  private final int batch;
  private final SystemLog log;
  private final LongSupplier nanoTime;
  private long lastRow;
  private long images;
  private double stepSeconds;
  private double waitedSeconds;

  /** @param batch images a step */
  SystemWatch(String stage, int batch, SystemLog log) {
    this(stage, batch, log, System::nanoTime);
  }

  SystemWatch(String stage, int batch, SystemLog log, LongSupplier nanoTime) {
    this.stage = stage;
    this.batch = batch;
    this.log = log;
    this.nanoTime = nanoTime;
    this.lastRow = nanoTime.getAsLong();
  }

  @Override
  public void onStep(StepReport report) {
    images += batch;
    stepSeconds += batch / report.imagesPerSecond();
    waitedSeconds += report.waiting() * batch / report.imagesPerSecond();
    long done = report.step() + 1;
    long now = nanoTime.getAsLong();
    if (now - lastRow >= INTERVAL.toNanos() || done == report.totalSteps()) {
      log.append(stage, done, done * batch, images / ((now - lastRow) / NANOS), waitedSeconds / stepSeconds);
      lastRow = now;
      images = 0;
      stepSeconds = 0;
      waitedSeconds = 0;
    }
  }
}
