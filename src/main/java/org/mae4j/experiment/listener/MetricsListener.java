package org.mae4j.experiment.listener;

import java.util.Locale;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.step.TrainingPlan;

/**
 * Records the metrics of training steps and shows the progress of the training. Metrics are the same whenever a run is
 * repeated; speeds are not, so they are only shown.
 */
final class MetricsListener implements TrainingListener {
  private final Run run;
  private final String stage;
  private final TrainingPlan plan;
  private final int logEvery;
  private final Progress progress;
  private long steps;
  private double seconds;

  /** @param logEvery number of steps between two rows of {@code metrics.csv} */
  MetricsListener(Run run, String stage, TrainingPlan plan, int logEvery, Progress progress) {
    this.run = run;
    this.stage = stage;
    this.plan = plan;
    this.logEvery = logEvery;
    this.progress = progress;
  }

  /** Continues after {@code done} steps that took {@code seconds}. */
  void resumeAt(long done, double seconds) {
    this.steps = done;
    this.seconds = seconds;
  }

  @Override
  public void onStep(StepReport report) {
    count(report);
    long done = report.step() + 1;
    if (done % logEvery == 0) {
      run.record(row(report, ".train.loss", report.loss()), row(report, ".learningRate", report.learningRate()),
          row(report, ".gradientNorm", report.gradientNorm()));
    }
    progress.at(done, String.format(Locale.ROOT, "epoch %d/%d, loss %.4f, rate %.1e, %.0f images/s",
        (int) Math.ceil(report.epoch()), plan.epochs(), report.loss(), report.learningRate(), imagesPerSecond()));
  }

  @Override
  public void onSkip(StepReport report, int skipped, String problem) {
    count(report);
    run.record(row(report, ".skippedSteps", skipped));
    progress.warn(problem + "; the step was skipped, " + skipped + " so far");
  }

  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    run.record(new MetricsLog.MetricRow(steps, epoch, stage + ".train.epochLoss", meanLoss));
  }

  private MetricsLog.MetricRow row(StepReport report, String name, double value) {
    return new MetricsLog.MetricRow(report.step() + 1, report.epoch(), stage + name, value);
  }

  /** Returns the mean speed of the steps so far; the time between steps does not count. */
  double imagesPerSecond() {
    return steps * plan.batch().size() / seconds;
  }

  /** Returns the time spent in steps so far. */
  double seconds() {
    return seconds;
  }

  private void count(StepReport report) {
    steps++;
    seconds += plan.batch().size() / report.imagesPerSecond();
  }
}
