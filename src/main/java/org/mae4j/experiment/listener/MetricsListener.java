package org.mae4j.experiment.listener;

import java.util.Locale;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/**
 * Follows the steps of a training: rows in {@code metrics.csv} and the state of the progress. Rows hold what repeats
 * when the run is repeated; times do not, and are shown only.
 */
public final class MetricsListener implements TrainingListener {
  private final String stage;
  private final int epochs;
  private final int logEvery;
  private final int batch;
  private final MetricsLog metrics;
  private final Progress progress;
  private long steps;
  private double seconds;

  /**
   * @param stage first word of the rows' names
   * @param logEvery steps between two rows
   * @param batch images a step
   */
  public MetricsListener(String stage, int epochs, int logEvery, int batch, MetricsLog metrics, Progress progress) {
    this.stage = stage;
    this.epochs = epochs;
    this.logEvery = logEvery;
    this.batch = batch;
    this.metrics = metrics;
    this.progress = progress;
  }

  /** Goes on after {@code done} steps that took {@code seconds}. */
  void resumeAt(long done, double seconds) {
    this.steps = done;
    this.seconds = seconds;
  }

  @Override
  public void onStep(StepReport report) {
    count(report);
    long done = report.step() + 1;
    if (done % logEvery == 0) {
      metrics.append(done, report.epoch(), stage + ".train.loss", report.loss());
      metrics.append(done, report.epoch(), stage + ".learningRate", report.learningRate());
      metrics.append(done, report.epoch(), stage + ".gradientNorm", report.gradientNorm());
    }
    progress.at(done, String.format(Locale.ROOT, "epoch %d/%d, loss %.4f, rate %.1e, %.0f images/s",
        (int) Math.ceil(report.epoch()), epochs, report.loss(), report.learningRate(), imagesPerSecond()));
  }

  @Override
  public void onSkip(StepReport report, int skipped, String problem) {
    count(report);
    metrics.append(report.step() + 1, report.epoch(), stage + ".skippedSteps", skipped);
    progress.warn(problem + "; skipped, " + skipped + " in all");
  }

  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    metrics.append(steps, epoch, stage + ".train.epochLoss", meanLoss);
  }

  /** Mean over the steps so far, without the time between them. */
  public double imagesPerSecond() {
    return steps * batch / seconds;
  }

  /** Time spent in steps so far. */
  double seconds() {
    return seconds;
  }

  private void count(StepReport report) {
    steps++;
    seconds += batch / report.imagesPerSecond();
  }
}
