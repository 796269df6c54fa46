package org.mae4j.experiment.listener;

import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.record.log.SystemLog;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/**
 * Records the speed and the memory of a training every few seconds, and logs at the end how long the threads waited for
 * images.
 */
final class SystemListener implements TrainingListener {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final String stage;
  private final int batch;
  private final SystemLog log;
  private final Progress progress;
  private final DoubleSupplier cpuSeconds;
  private final LongSupplier nanoTime;
  private final Steps all = new Steps();
  private Steps sinceRow = new Steps();
  private long lastRow;

  /** Sums over several steps. */
  private final class Steps {
    private long images;
    private double seconds;
    private double waited;

    void add(StepReport report) {
      double time = batch / report.imagesPerSecond();
      images += batch;
      seconds += time;
      waited += report.waiting() * time;
    }
  }

  /**
   * Creates the listener of a training.
   *
   * @param batch number of images per step
   * @param cpuSeconds CPU time of the training so far, in seconds
   */
  SystemListener(String stage, int batch, SystemLog log, Progress progress, DoubleSupplier cpuSeconds) {
    this(stage, batch, log, progress, cpuSeconds, System::nanoTime);
  }

  SystemListener(String stage, int batch, SystemLog log, Progress progress, DoubleSupplier cpuSeconds,
      LongSupplier nanoTime) {
    this.stage = stage;
    this.batch = batch;
    this.log = log;
    this.progress = progress;
    this.cpuSeconds = cpuSeconds;
    this.nanoTime = nanoTime;
    this.lastRow = nanoTime.getAsLong();
  }

  @Override
  public void onStep(StepReport report) {
    all.add(report);
    sinceRow.add(report);
    long done = report.step() + 1;
    boolean last = done == report.totalSteps();
    long now = nanoTime.getAsLong();
    if (last || now - lastRow >= INTERVAL.toNanos()) {
      log.append(stage, done, done * batch, sinceRow.images / ((now - lastRow) / NANOS),
          sinceRow.waited / sinceRow.seconds, cpuSeconds.getAsDouble());
      lastRow = now;
      sinceRow = new Steps();
    }
    if (last) {
      progress.say(String.format(Locale.ROOT, "%s: %.0f images/s; threads waited %.2f %% of the time for images", stage,
          all.images / all.seconds, 100 * all.waited / all.seconds));
    }
  }
}
