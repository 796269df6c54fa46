package org.mae4j.experiment.listener;

import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;

/**
 * Shows how the values of parameters and gradients are distributed after the last step of those epochs after which
 * figures are drawn, and of the last epoch.
 *
 * @param stage that trains
 * @param loop that has the gradients
 */
public record HistogramListener(Run run, String stage, Parameters parameters, TrainingLoop loop) implements TrainingListener {
  @Override
  public void onStep(StepReport report) {
    if (isDue(report)) {
      showParameters(report);
      loop.gradients().forEach((name, gradient) ->
          run.events().histogram(stage, report.step() + 1, "gradients/" + name, gradient));
    }
  }

  /** The gradients of such a step are no numbers. */
  @Override
  public void onSkip(StepReport report, int skipped, String problem) {
    if (isDue(report)) {
      showParameters(report);
    }
  }

  private void showParameters(StepReport report) {
    parameters.names().forEach(name ->
        run.events().histogram(stage, report.step() + 1, "parameters/" + name, parameters.get(name)));
  }

  private boolean isDue(StepReport report) {
    double epoch = report.epoch();
    boolean end = report.step() + 1 == report.totalSteps();
    return end || epoch == Math.rint(epoch) && Math.round(epoch) % run.config().figures().every() == 0;
  }
}
